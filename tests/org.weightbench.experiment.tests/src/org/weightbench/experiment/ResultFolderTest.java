package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.GroupMemoryMeasurement;
import org.weightbench.experiment.Sample.HostMemoryMeasurement;
import org.weightbench.experiment.Sample.LayerTime;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.PhaseMeasurement;
import org.weightbench.experiment.Sample.PressureMeasurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.experiment.Sample.StreamMeasurement;

class ResultFolderTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
  private static final ExperimentDefinition DEFINITION =
      new ExperimentDefinition(
          "My Disk",
          new Synthesized(1 << 20, "Q8_0", 1),
          Map.of("threads", List.of("1", "2")),
          2,
          1);

  @TempDir private Path root;
  private ResultFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = ResultFolder.create(root, DEFINITION, NOW);
  }

  private static Sample sample(int run) {
    return new Sample(
        Sample.SCHEMA,
        run,
        1,
        DEFINITION.combinations().getFirst(),
        "2026-01-02T03:04:05Z",
        Status.VERIFIED,
        null,
        new Measurement(
            1_000_000,
            1_100_000,
            List.of(new PhaseMeasurement("read", 900_000, 4096)),
            "read",
            "read",
            4096,
            4096,
            new ResidencyMeasurement(0.0, "cachestat"),
            new ResidencyMeasurement(null, "not available here, because of reasons"),
            null,
            4096L,
            new Counters(1, 2, 3, 4, 5, 6, 7),
            new Details(
                8192L,
                Map.of("Q4_K", "vector 512"),
                "anonymous memory",
                List.of("interleaved on 2 nodes"),
                List.of(new LayerTime(0, 77)),
                77L,
                new StreamMeasurement(3, 4, 5, 6),
                131072L,
                new PressureMeasurement(1, 2, 3, 4, 5),
                List.of(),
                null,
                new GroupMemoryMeasurement(3000, 2000, 1000),
                new HostMemoryMeasurement(4000, 5))));
  }

  @Test
  void isNamedAfterTheExperimentAndTheTimeAndNeverReused() throws Exception {
    assertEquals("my-disk-20260102-030405", folder.name());
    assertNotEquals(folder, ResultFolder.create(root, DEFINITION, NOW));
    assertEquals(2, ResultFolder.list(root).size());
    assertEquals(DEFINITION, ResultFolder.open(folder.path()).definition());
  }

  @Test
  void samplesReadBackAsTheyWereAppended() throws Exception {
    Sample failed =
        new Sample(
            1, 2, 1, DEFINITION.combinations().getLast(), "t", Status.FAILED, "killed", null);
    try (SampleLog log = folder.openLog()) {
      log.append(sample(1));
      log.append(failed);
    }
    assertEquals(List.of(sample(1), failed), folder.samples());
  }

  @Test
  void aRepeatedSampleTakesThePlaceOfTheFailedOneWhichStaysInTheFile() throws Exception {
    Sample failed = new Sample(1, 1, 1, sample(1).cell(), "t", Status.FAILED, "killed", null);
    try (SampleLog log = folder.openLog()) {
      log.append(failed);
      log.append(sample(2));
      log.append(sample(1));
    }
    assertEquals(List.of(sample(2), sample(1)), folder.samples());
    assertEquals(List.of(failed, sample(2), sample(1)), folder.attempts());
  }

  @Test
  void aSampleOfAnOlderVersionHasNoDetailsAndStandardValuesOnNewAxes() throws Exception {
    Files.writeString(
        folder.path().resolve(ResultFolder.SAMPLES),
        """
        {"schema":1,"run":1,"repetition":1,"cell":{"strategy":"mmap","threads":"2"},\
        "startedAt":"t","status":"VERIFIED","measurement":{"wallNanos":5,"benchmarkNanos":6,\
        "phases":[],"criticalPhase":"read","ran":"mmap","logicalBytes":1,"deliveredBytes":1,\
        "residencyBefore":{"share":0.0,"method":"mincore"},"residencyAfter":{"method":"none"},\
        "deviceBytes":9,"processReadBytes":4}}
        """);
    Sample sample = folder.samples().getFirst();
    Measurement measurement = sample.measurement();
    assertNotNull(measurement);
    assertNull(measurement.details());
    assertEquals(OptionalLong.of(5), measurement.foreignDeviceBytes());
    for (Axis<?> axis : Axes.all()) {
      String expected =
          axis == Axes.STRATEGY ? "mmap" : axis == Axes.THREADS ? "2" : axis.standardText();
      assertEquals(expected, sample.cell().text(axis));
    }
  }

  @Test
  void aHalfWrittenLastLineIsPassedOverAndCutOffBeforeTheNextSample() throws Exception {
    try (SampleLog log = folder.openLog()) {
      log.append(sample(1));
    }
    Path file = folder.path().resolve(ResultFolder.SAMPLES);
    String torn = "{\"schema\":1," + "\"reason\":\"" + "x".repeat(10_000);
    Files.writeString(file, torn, StandardOpenOption.APPEND);
    assertEquals(List.of(sample(1)), folder.samples());
    try (SampleLog log = folder.openLog()) {
      log.append(sample(2));
    }
    assertEquals(List.of(sample(1), sample(2)), folder.samples());
  }

  @Test
  void aLogThatIsOnlyATornLineBecomesEmpty() throws Exception {
    Files.writeString(folder.path().resolve(ResultFolder.SAMPLES), "{\"sch");
    try (SampleLog log = folder.openLog()) {
      log.append(sample(1));
    }
    assertEquals(List.of(sample(1)), folder.samples());
  }

  @Test
  void aWholeLineThatIsNoSampleIsNamed() throws Exception {
    Files.writeString(folder.path().resolve(ResultFolder.SAMPLES), "{}\n");
    IOException e = assertThrows(IOException.class, folder::samples);
    assertTrue(e.getMessage().contains("samples.jsonl:1: found a line that is no sample"));
  }

  @Test
  void onlyOneRunWritesAtATime() throws Exception {
    try (SampleLog log = folder.openLog()) {
      log.append(sample(1));
      IOException e = assertThrows(IOException.class, folder::openLog);
      assertTrue(e.getMessage().contains("another run is writing"), e.getMessage());
    }
    folder.openLog().close();
  }

  @Test
  void recordsAreWrittenWholeAndLeaveNothingBeside() throws Exception {
    ModelRecord model =
        new ModelRecord(
            1,
            "/m.gguf",
            "m",
            "llama",
            1,
            10,
            1,
            5,
            "ab",
            List.of(
                new ModelRecord.Verification(Map.of("strategy", "read"), "ab", "ab", null),
                new ModelRecord.Verification(Map.of("strategy", "mmap"), "cd", "ab", "differs")));
    folder.writeJson(ResultFolder.MODEL, model);
    assertEquals(model, folder.model().orElseThrow());
    assertTrue(model.verifications().getFirst().passed());
    assertFalse(model.verifications().getLast().passed());
    assertTrue(folder.machine().isEmpty());
    try (Stream<Path> files = Files.list(folder.path())) {
      assertEquals(
          List.of(ResultFolder.DEFINITION, ResultFolder.MODEL),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aFolderThatIsNoResultIsRefused() throws Exception {
    Path plain = Files.createDirectory(root.resolve("plain"));
    IOException e = assertThrows(IOException.class, () -> ResultFolder.open(plain));
    assertTrue(e.getMessage().contains("experiment.yaml is missing"), e.getMessage());
  }
}
