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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.CeilingEvent;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.testing.PlainJava;

/** Measures ceilings as commands and views do, in a process of its own. */
@EnabledOnOs(OS.LINUX)
final class CeilingMainTest {
  @TempDir private Path folder;

  @Test
  void endingItsInputEndsTheMeasurementWithWhatThereIsAndLeavesNoFile() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));

    Ceilings ceilings = measure(List.of(models.toString(), "20"), true);

    assertFalse(ceilings.complete());
    assertFalse(ceilings.ceilings().isEmpty());
    try (Stream<Path> left = Files.list(models)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void weightsOfTheTypesThatWereAskedForBecomeFloats() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1 << 20]);

    Ceilings ceilings = measure(List.of(file.toString(), "1", "Q8_0,IQ4_NL"), false);

    assertEquals(
        Set.of("Q8_0", "IQ4_NL"),
        ceilings.of(CeilingKind.DEQUANTIZE).stream()
            .map(ceiling -> ceiling.conditions().tensorType())
            .collect(Collectors.toSet()));
  }

  /** Returns what was measured when the process ended. */
  private Ceilings measure(List<String> arguments, boolean endAtFirstCeiling) throws Exception {
    Process process = PlainJava.start(CeilingMain.class, folder.resolve("err"), arguments);
    CeilingEvent last = null;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = CeilingEvent.fromJson(line);
        if (endAtFirstCeiling && last instanceof CeilingEvent.Measured) {
          process.getOutputStream().close();
        }
      }
    }
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
    return assertInstanceOf(CeilingEvent.Finished.class, last).ceilings();
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
