package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;

/**
 * A result that was recorded before the memory of control groups was; its second sample is as the
 * first version wrote them, without details.
 */
class OlderResultTest {
  @TempDir private Path root;
  private ResultFolder folder;

  @BeforeEach
  void copy() throws IOException {
    for (String name :
        List.of(
            ResultFolder.DEFINITION,
            ResultFolder.MACHINE,
            ResultFolder.CEILINGS,
            ResultFolder.MODEL,
            ResultFolder.PLAN,
            ResultFolder.SAMPLES)) {
      try (InputStream in =
          Objects.requireNonNull(
              OlderResultTest.class.getResourceAsStream("older-result/" + name))) {
        Files.copy(in, root.resolve(name));
      }
    }
    folder = ResultFolder.open(root);
  }

  @Test
  void everyFileIsStillRead() throws IOException {
    assertEquals(4, folder.definition().combinations().size());
    assertEquals(2, folder.machine().orElseThrow().processor().logicalCores().find().orElseThrow());
    assertTrue(folder.ceilings().orElseThrow().ceilings().size() > 10);
    assertEquals(48, folder.model().orElseThrow().tensors());
    assertEquals(List.of(), folder.plan().orElseThrow().skipped());
  }

  @Test
  void samplesKeepWhatTheyHaveAndLackTheRest() throws IOException {
    List<Sample> samples = folder.samples();
    assertEquals(2, samples.size());
    Measurement later = Objects.requireNonNull(samples.getFirst().measurement());
    Details details = later.details();
    assertNotNull(details);
    assertNotNull(details.pressure());
    assertNull(details.groupMemory());
    assertNull(details.hostMemory());
    Sample first = samples.getLast();
    assertEquals(Status.VERIFIED, first.status());
    Measurement earlier = Objects.requireNonNull(first.measurement());
    assertTrue(earlier.wallNanos() > 0);
    assertNull(earlier.details());
  }

  @Test
  void whatANewerVersionWroteIsRefusedWithItsPlace() throws IOException {
    for (String name : List.of(ResultFolder.SAMPLES, ResultFolder.MODEL)) {
      Path file = root.resolve(name);
      String text = Files.readString(file).replaceFirst("\"schema\" ?: ?1", "\"schema\":2");
      Files.writeString(file, text);
    }
    Path machineFile = root.resolve(ResultFolder.MACHINE);
    Files.writeString(
        machineFile, Files.readString(machineFile).replaceFirst("\\{", "{\"schema\":2,"));
    String machine = assertThrows(IOException.class, folder::machine).getMessage();
    assertTrue(machine.contains("machine.json cannot be read: found schema 2"), machine);
    String samples = assertThrows(IOException.class, folder::samples).getMessage();
    assertTrue(samples.contains("samples.jsonl:1: found schema 2"), samples);
    String model = assertThrows(IOException.class, folder::model).getMessage();
    assertTrue(model.contains("model.json cannot be read: found schema 2"), model);
  }
}
