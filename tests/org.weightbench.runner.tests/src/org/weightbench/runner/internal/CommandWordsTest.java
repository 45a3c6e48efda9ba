package org.weightbench.runner.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Cell;

class CommandWordsTest {

  private static List<String> words(String command) {
    Map<String, String> settings =
        Map.of("strategy", "external", "command", command, "threads", "8", "chunk", "2 MiB");
    return CommandWords.of(new Cell(settings), "/models/my model.gguf");
  }

  @Test
  void aCommandIsCutAtSpacesOutsideOfQuotes() {
    assertEquals(
        List.of("sh", "-c", "cat \"$0\" | wc -c", "a'b", "xy"),
        words("sh -c 'cat \"$0\" | wc -c'  \"a'b\" x'y'"));
  }

  @Test
  void thePlaceholdersArePutInAfterTheCut() {
    assertEquals(
        List.of("load", "-m", "/models/my model.gguf", "-t8", "--chunk=2097152", "{other}"),
        words("load -m {model} -t{threads} --chunk={chunk} {other}"));
  }
}
