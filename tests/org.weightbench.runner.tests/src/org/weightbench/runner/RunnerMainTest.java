package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.Finished;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentEvent.Planned;
import org.weightbench.experiment.ExperimentEvent.SampleFinished;
import org.weightbench.experiment.ExperimentEvent.Working;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.os.Mount;
import org.weightbench.os.PageCache;
import org.weightbench.runner.internal.ForkRequest;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

class RunnerMainTest {
  private static final Map<String, List<String>> ONE_CELL = Map.of("cache", List.of("asis"));

  @TempDir private Path scratch;
  private Path results;
  private Path model;

  @BeforeEach
  void provideModel() {
    results = scratch.resolve("results");
    model = Fixtures.STORIES_F32.copyTo(scratch);
  }

  private void assumeVerifiableCache() throws IOException {
    assumeTrue(PageCache.capability(model).available(), () -> PageCache.capability(model).reason());
    assumeTrue(
        Mount.of(model).map(mount -> !mount.type().equals("tmpfs")).orElse(false),
        "the temporary folder is in memory, where nothing is ever cold");
  }

  private ResultFolder onlyFolder() throws IOException {
    List<ResultFolder> folders = ResultFolder.list(results);
    assertEquals(1, folders.size());
    return folders.getFirst();
  }

  private static Planned planned(List<ExperimentEvent> events) {
    return events.stream()
        .filter(Planned.class::isInstance)
        .map(Planned.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no plan in " + events));
  }

  private static void assertNoStackTrace(String text) {
    assertFalse(text.contains("\tat "), text);
    assertFalse(text.contains("Exception"), text);
  }

  @Test
  void everySampleIsToldProvenAndKept() throws IOException {
    assumeVerifiableCache();
    Path experiment =
        Runs.experiment(
            scratch,
            Fixtures.copyShardsTo(Files.createDirectory(scratch.resolve("split"))),
            Map.of("strategy", List.of("mmap", "read"), "cache", List.of("cold", "warm")),
            1);

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString(), "--events");

    assertEquals(0, ended.exitCode(), ended.err());
    List<ExperimentEvent> events = Runs.events(ended);
    assertEquals(4, planned(events).total());
    Finished finished = assertInstanceOf(Finished.class, events.getLast());
    assertEquals(Outcome.COMPLETED, finished.outcome());
    ResultFolder folder = onlyFolder();
    assertEquals(folder.path().toString(), finished.folder());
    List<Sample> told =
        events.stream()
            .filter(SampleFinished.class::isInstance)
            .map(event -> ((SampleFinished) event).sample())
            .toList();
    assertEquals(told, folder.samples());
    assertEquals(4, told.size());
    for (Sample sample : told) {
      assertEquals(Status.VERIFIED, sample.status(), sample.reason());
      Measurement measurement = sample.measurement();
      assertNotNull(measurement);
      Double share = measurement.residencyBefore().share();
      assertNotNull(share);
      boolean cold = sample.cell().value(Axes.CACHE) == CacheState.COLD;
      assertTrue(cold ? share <= 0.001 : share >= 0.999, "share " + share + " in " + sample);
      assertTrue(measurement.benchmarkNanos() >= measurement.wallNanos(), sample.toString());
    }
    ModelRecord record = folder.model().orElseThrow();
    assertEquals(3, record.shards());
    assertEquals(2, record.verifications().size());
    assertTrue(record.verifications().stream().allMatch(ModelRecord.Verification::passed));
    assertTrue(folder.machine().isPresent());
    assertJmhHolds(folder, told);
    assertFalse(Files.exists(folder.path().resolve(".work")), "the work folder is left");
    assertNoStackTrace(ended.err());

    PlainJava.Ended again = Runs.run(scratch, "--resume", folder.path().toString());

    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.err().contains("complete already"), again.err());
    assertEquals(folder.path().toString(), again.out().strip());
    assertEquals(told, folder.samples());
  }

  private static void assertJmhHolds(ResultFolder folder, List<Sample> samples) throws IOException {
    JsonNode jmh = new ObjectMapper().readTree(folder.path().resolve("jmh.json").toFile());
    Map<Map<String, String>, Double> scores = new HashMap<>();
    for (JsonNode benchmark : jmh) {
      assertEquals("ss", benchmark.get("mode").asText());
      assertEquals("ms/op", benchmark.get("primaryMetric").get("scoreUnit").asText());
      Map<String, String> settings = new HashMap<>();
      benchmark
          .get("params")
          .properties()
          .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
      scores.put(settings, benchmark.get("primaryMetric").get("rawData").get(0).get(0).asDouble());
    }
    assertEquals(samples.size(), scores.size());
    for (Sample sample : samples) {
      Measurement measurement = sample.measurement();
      assertNotNull(measurement);
      assertEquals(measurement.benchmarkNanos() / 1e6, scores.get(sample.cell().settings()), 1e-6);
    }
  }

  @Test
  void killedAtAnyMomentARunLosesNoSampleAndDoublesNone() throws Exception {
    Path experiment = Runs.experiment(scratch, model, ONE_CELL, 5);
    List<Integer> eventsBeforeKill = List.of(2, 6, 3, 8);
    String[] arguments = {experiment.toString(), "--output", results.toString()};
    for (int count : eventsBeforeKill) {
      try (Runs.Running running = new Runs.Running(scratch, arguments)) {
        for (int heard = 0; heard < count; heard++) {
          running.hear(_ -> true);
        }
        List<ProcessHandle> children = running.process().children().toList();
        running.process().destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
          child.onExit().join();
        }
      }
      arguments = new String[] {"--resume", onlyFolder().path().toString()};
    }

    PlainJava.Ended ended = Runs.run(scratch, arguments);

    assertEquals(0, ended.exitCode(), ended.err());
    List<Sample> samples = onlyFolder().samples();
    assertEquals(List.of(1, 2, 3, 4, 5), samples.stream().map(Sample::run).toList());
    assertTrue(samples.stream().allMatch(s -> s.status() == Status.VERIFIED), samples.toString());
  }

  @Test
  void controlCLeavesAFolderThatCanBeResumed() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
    assumeFalse(
        Runs.ignoresInterrupts(),
        "what started the tests ignores SIGINT, and so do their processes");
    Path experiment = Runs.experiment(scratch, model, ONE_CELL, 7);
    Path folder;
    try (Runs.Running running =
        new Runs.Running(scratch, experiment.toString(), "--output", results.toString())) {
      running.expect(SampleFinished.class::isInstance);
      running.expect(ExperimentEvent.SampleStarted.class::isInstance);
      List<String> command = new ArrayList<>(List.of("/bin/kill", "-INT"));
      running.awaitChildren().forEach(child -> command.add(String.valueOf(child.pid())));
      command.add(String.valueOf(running.process().pid()));
      assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());

      running.expect(Finished.class::isInstance);
      Finished finished = assertInstanceOf(Finished.class, running.events().getLast());
      assertEquals(Outcome.INTERRUPTED, finished.outcome());
      assertEquals(130, running.process().waitFor());
      folder = onlyFolder().path();
      assertTrue(
          running.standardError().contains("weightbench run --resume " + folder),
          running.standardError());
      assertNoStackTrace(running.standardError());
    }
    List<Sample> before = onlyFolder().samples();
    assertTrue(before.size() < 7, before.toString());
    assertTrue(before.stream().allMatch(s -> s.status() == Status.VERIFIED), before.toString());

    PlainJava.Ended ended = Runs.run(scratch, "--resume", folder.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7), onlyFolder().samples().stream().map(Sample::run).toList());
  }

  @Test
  void aRunnerWaitsUntilNoOtherBenchmarkMeasures() throws Exception {
    Path lockFile = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    Path experiment = Runs.experiment(scratch, model, ONE_CELL, 1);
    try (FileChannel other =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = other.lock();
        Runs.Running running =
            new Runs.Running(scratch, experiment.toString(), "--output", results.toString())) {
      running.expect(
          event -> event instanceof Working working && working.what().startsWith("waiting"));
      assertEquals(1, running.events().size(), "nothing is done while another one measures");
      lock.release();
      running.expect(SampleFinished.class::isInstance);
      running.expect(Finished.class::isInstance);
      assertEquals(0, running.process().waitFor(), running.standardError());
    }
    assertEquals(Status.VERIFIED, onlyFolder().samples().getFirst().status());
  }

  @Test
  void aModelThatIsMissingIsToldWhileAnotherBenchmarkMeasures() throws Exception {
    Path lockFile = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    Path missing = scratch.resolve("missing.gguf");
    Path experiment = Runs.experiment(scratch, missing, ONE_CELL, 1);
    try (FileChannel other =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = other.lock()) {
      PlainJava.Ended ended =
          Runs.run(scratch, experiment.toString(), "--output", results.toString());

      assertEquals(1, ended.exitCode(), ended.err());
      assertTrue(ended.err().contains(missing + ", byte 0: found no such file"), ended.err());
    }
  }

  @Test
  void aForkThatIsKilledIsAFailedSampleAndTheRunGoesOn() throws Exception {
    Path experiment = Runs.experiment(scratch, model, ONE_CELL, 2);
    try (Runs.Running running =
        new Runs.Running(scratch, experiment.toString(), "--output", results.toString())) {
      running.expect(ExperimentEvent.SampleStarted.class::isInstance);
      Set<Long> killed = new HashSet<>();
      while (killed.isEmpty()) {
        assertTrue(running.process().isAlive(), "the runner ended before its fork was killed");
        for (ProcessHandle child : running.awaitChildren()) {
          boolean fork = child.info().commandLine().orElse("").contains(ForkRequest.PROPERTY);
          if (fork && child.destroyForcibly()) {
            killed.add(child.pid());
          }
        }
      }
      running.expect(Finished.class::isInstance);
      assertEquals(0, running.process().waitFor(), running.standardError());
    }
    List<Sample> samples = onlyFolder().samples();
    assertEquals(
        List.of(Status.FAILED, Status.VERIFIED), samples.stream().map(Sample::status).toList());
    String reason = samples.getFirst().reason();
    assertNotNull(reason);
    assertTrue(reason.contains("killed by signal 9"), reason);

    PlainJava.Ended again =
        Runs.run(scratch, "--resume", onlyFolder().path().toString(), "--retry-failed");

    assertEquals(0, again.exitCode(), again.err());
    List<Sample> repeated = onlyFolder().samples();
    assertEquals(List.of(2, 1), repeated.stream().map(Sample::run).toList());
    assertTrue(repeated.stream().allMatch(s -> s.status() == Status.VERIFIED), again.err());
    assertEquals(3, onlyFolder().attempts().size(), "the failed one stays in the file");
  }

  @Test
  void aBudgetEndsTheRunBetweenTwoSamples() throws IOException {
    Path experiment =
        Files.writeString(
            scratch.resolve("budget.yaml"),
            """
            weightbench: 1
            model: {path: '%s'}
            sweep: {cache: asis}
            repetitions: 100000
            budget: 8 s
            """
                .formatted(model));

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());

    assertTrue(ended.err().contains("the budget of 8 s ended it after "), ended.err());
    List<Sample> samples = onlyFolder().samples();
    assertTrue(samples.size() < 100, samples.size() + " samples in 8 s");
    assertEquals(samples.isEmpty() ? 1 : 0, ended.exitCode(), ended.err());
  }

  @Test
  void aStateThatCannotBeReachedMakesTheSampleUnverified() throws IOException {
    assumeVerifiableCache();
    Path experiment = Runs.experiment(scratch, model, Map.of("cache", List.of("cold")), 1);
    PlainJava.Ended ended;
    try (FileChannel channel = FileChannel.open(model, StandardOpenOption.READ)) {
      MappedByteBuffer held = channel.map(MapMode.READ_ONLY, 0, channel.size()).load();
      ended = Runs.run(scratch, experiment.toString(), "--output", results.toString());
      assertTrue(held.isLoaded());
    }

    assertEquals(0, ended.exitCode(), ended.err());
    Sample sample = onlyFolder().samples().getFirst();
    assertEquals(Status.UNVERIFIED, sample.status());
    assertNotNull(sample.measurement());
    assertTrue(ended.err().contains("asked for cold"), ended.err());
    assertEquals(
        "[ ]",
        Files.readString(onlyFolder().path().resolve("jmh.json")).strip().replaceAll("\\s+", " "));
  }

  @Test
  void aChangedModelIsNotResumed() throws Exception {
    Path experiment = Runs.experiment(scratch, model, ONE_CELL, 2);
    try (Runs.Running running =
        new Runs.Running(scratch, experiment.toString(), "--output", results.toString())) {
      running.expect(SampleFinished.class::isInstance);
      running.process().destroyForcibly().waitFor();
    }
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
      file.seek(file.length() - 8);
      file.write(new byte[] {1, 2, 3, 4});
    }

    PlainJava.Ended ended = Runs.run(scratch, "--resume", onlyFolder().path().toString());

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("changed since this run began"), ended.err());
    assertNoStackTrace(ended.err());
    assertTrue(onlyFolder().samples().size() < 2);
  }

  @Test
  void aTruncatedModelIsOneClearError() throws IOException {
    try (FileChannel channel = FileChannel.open(model, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 4096);
    }
    Path experiment = Runs.experiment(scratch, model, ONE_CELL, 1);

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString(), "--events");

    assertEquals(1, ended.exitCode());
    Finished finished = assertInstanceOf(Finished.class, Runs.events(ended).getLast());
    assertEquals(Outcome.FAILED, finished.outcome());
    assertTrue(String.valueOf(finished.message()).contains(model.toString()), ended.out());
    assertNoStackTrace(ended.err());
    assertEquals(List.of(), ResultFolder.list(results));
  }

  @Test
  void aModelThatDoesNotFitIntoMemoryIsRefusedBeforeAnythingRuns() throws IOException {
    Path huge = scratch.resolve("huge.gguf");
    long bytes = writeSparseModel(huge, 2L << 40);
    Path experiment =
        Runs.experiment(scratch, huge, Map.of("strategy", List.of("mmap", "read")), 1);

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("the model needs"), ended.err());
    assertTrue(ended.err().contains("deliver mapped"), ended.err());
    assertNoStackTrace(ended.err());
    assertTrue(bytes > 1L << 40);
    assertEquals(List.of(), ResultFolder.list(results));
  }

  /** One F32 tensor of almost that many bytes, of which none takes room on the disk. */
  private static long writeSparseModel(Path file, long bytes) throws IOException {
    String name = "w";
    ByteBuffer header = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    header.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(0);
    header.putLong(name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
    header.putInt(1).putLong(bytes / Float.BYTES).putInt(0).putLong(0);
    long dataOffset = (header.position() + 31) / 32 * 32;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(header.array(), 0, header.position());
      sparse.setLength(dataOffset + bytes);
    }
    return bytes;
  }

  @Test
  void aWrongCommandLineIsTwo() {
    assertEquals(2, Runs.run(scratch).exitCode());
    PlainJava.Ended both = Runs.run(scratch, "a.yaml", "--resume", "b");
    assertEquals(2, both.exitCode());
    assertEquals("", both.out());
    assertNoStackTrace(both.err());
  }

  @Test
  void anExperimentThatIsNotThereIsOneClearError() throws IOException {
    PlainJava.Ended ended = Runs.run(scratch, "missing.yaml", "--events");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("missing.yaml does not exist"), ended.err());
    Finished finished = assertInstanceOf(Finished.class, Runs.events(ended).getLast());
    assertEquals(Outcome.FAILED, finished.outcome());
  }

  @Test
  void aCombinationThatCannotBeIsLeftOutWithItsReason() throws IOException {
    Path experiment =
        Runs.experiment(
            scratch,
            model,
            Map.of(
                "strategy", List.of("mmap", "channel"),
                "deliver", List.of("mapped"),
                "cache", List.of("asis")),
            1);

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("cannot deliver mapped"), ended.err());
    List<Cell> measured = onlyFolder().samples().stream().map(Sample::cell).toList();
    assertEquals(1, measured.size());
    assertEquals("mmap", measured.getFirst().text(Axes.STRATEGY));
  }
}
