package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.CeilingEvent;
import org.weightbench.testing.PlainJava;

/** Measures ceilings as commands and views do, in a process of its own. */
@EnabledOnOs(OS.LINUX)
final class CeilingMainTest {
  @TempDir private Path folder;

  @Test
  void endingItsInputEndsTheMeasurementWithWhatThereIsAndLeavesNoFile() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    Process process =
        PlainJava.start(CeilingMain.class, folder.resolve("err"), List.of(models.toString(), "20"));
    CeilingEvent last = null;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = CeilingEvent.fromJson(line);
        if (last instanceof CeilingEvent.Measured) {
          process.getOutputStream().close();
        }
      }
    }

    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
    CeilingEvent.Finished finished = assertInstanceOf(CeilingEvent.Finished.class, last);
    assertFalse(finished.ceilings().complete());
    assertFalse(finished.ceilings().ceilings().isEmpty());
    try (Stream<Path> left = Files.list(models)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    PlainJava.Ended ended =
        PlainJava.run(
            CeilingMain.class, folder, List.of(folder.resolve("missing.gguf").toString(), "1"));

    assertEquals(1, ended.exitCode());
    String last = ended.out().lines().reduce("", (_, line) -> line);
    CeilingEvent.Failed failed =
        assertInstanceOf(CeilingEvent.Failed.class, CeilingEvent.fromJson(last));
    assertTrue(failed.problem().contains("missing.gguf"), failed.problem());
  }
}
