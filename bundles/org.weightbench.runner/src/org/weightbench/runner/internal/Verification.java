package org.weightbench.runner.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.gguf.CancelledException;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.runner.StopSignal;

/**
 * The untimed pass that shows that every strategy delivers the bytes that are in the file: each
 * distinct way of loading is run once and its content hash compared with that of the file itself.
 */
final class Verification {
  private static final Duration SIGNAL_GRACE = Duration.ofSeconds(2);

  private final ModelSurvey survey;
  private final WorkFolder work;
  private final File log;
  private final Consumer<ExperimentEvent> listener;
  private final StopSignal stop;

  Verification(
      ModelSurvey survey,
      WorkFolder work,
      Path log,
      Consumer<ExperimentEvent> listener,
      StopSignal stop) {
    this.survey = survey;
    this.work = work;
    this.log = log.toFile();
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Verifies what an earlier record does not show yet.
   *
   * @param earlier what an earlier run of the same folder recorded
   * @return the new record; a verification that did not pass is the last one
   * @throws CancelledException when it was stopped
   * @throws IOException when the model is not the one of the earlier record, or cannot be read
   */
  ModelRecord verify(List<Cell> cells, Optional<ModelRecord> earlier) throws IOException {
    if (earlier.isPresent()) {
      requireSame("size of the tensors", earlier.get().tensorBytes(), survey.tensorBytes());
      requireSame("size of the files", earlier.get().fileBytes(), survey.fileBytes());
    }
    Collection<Cell> ways = distinctWays(cells);
    Set<Deliver> floats =
        ways.stream()
            .map(way -> way.value(Axes.DELIVER))
            .filter(deliver -> deliver.floats().isPresent())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Deliver.class)));
    int steps = ways.size() + floats.size() + 1;
    int step = 0;
    tell("reading the model for reference", step++, steps);
    String stored = reference(Deliver.COPIED, ways.iterator().next());
    if (earlier.isPresent()) {
      requireSame("content hash", earlier.get().contentHash(), stored);
    }
    Map<Deliver, String> asFloats = new EnumMap<>(Deliver.class);
    for (Deliver deliver : floats) {
      tell("dequantizing the model for reference", step++, steps);
      asFloats.put(deliver, reference(deliver, ways.iterator().next()));
    }
    List<ModelRecord.Verification> done = new ArrayList<>();
    for (Cell way : ways) {
      Map<String, String> settings = settings(way);
      String expected = asFloats.getOrDefault(way.value(Axes.DELIVER), stored);
      tell("verifying " + new Way(settings), step++, steps);
      Optional<ModelRecord.Verification> passed =
          earlier.stream()
              .flatMap(record -> record.verifications().stream())
              .filter(v -> v.settings().equals(settings) && v.passed())
              .filter(v -> v.expected().equals(expected))
              .findFirst();
      ModelRecord.Verification verification =
          passed.isPresent() ? passed.get() : load(way, settings, expected);
      done.add(verification);
      if (!verification.passed()) {
        break;
      }
    }
    tell("verified", steps, steps);
    return survey.record(stored, done);
  }

  /** Returns what is wrong with a record, naming the cell; empty when all is well. */
  static Optional<String> problem(ModelRecord record) {
    return record.verifications().stream()
        .filter(verification -> !verification.passed())
        .map(v -> "verification of " + new Way(v.settings()) + " failed: " + v.problem())
        .findFirst();
  }

  /** Settings on one line. */
  private record Way(Map<String, String> settings) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      settings.forEach(
          (name, value) ->
              text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(value));
      return text.toString();
    }
  }

  private static Collection<Cell> distinctWays(List<Cell> cells) {
    Map<LoadSettings, Cell> ways = new LinkedHashMap<>();
    cells.forEach(cell -> ways.putIfAbsent(cell.loadSettings(), cell));
    return ways.values();
  }

  private static Map<String, String> settings(Cell cell) {
    Map<String, String> settings = new LinkedHashMap<>(cell.settings());
    settings.remove(Axes.CACHE.name());
    return settings;
  }

  private void tell(String what, int step, int steps) throws CancelledException {
    stop.check();
    listener.accept(new ExperimentEvent.Working(what, step, steps));
  }

  private <T> void requireSame(String what, T recorded, T found) throws IOException {
    if (!recorded.equals(found)) {
      throw new IOException(
          survey.path()
              + " changed since this run began: found "
              + what
              + " "
              + found
              + ", expected "
              + recorded
              + "; put the old model back or start a new run");
    }
  }

  private String reference(Deliver deliver, Cell any) throws IOException {
    HashFork.Answer answer = fork(deliver.name(), any);
    if (!answer.problem().isEmpty()) {
      throw new IOException("the model cannot be read for reference: " + answer.problem());
    }
    return answer.hash();
  }

  private ModelRecord.Verification load(Cell way, Map<String, String> settings, String expected)
      throws IOException {
    HashFork.Answer answer = fork("", way);
    if (!answer.problem().isEmpty()) {
      return new ModelRecord.Verification(settings, null, expected, answer.problem());
    }
    String problem =
        answer.hash().equals(expected)
            ? null
            : "the delivered tensors have content hash "
                + answer.hash()
                + ", expected "
                + expected
                + "; please report this as a defect of Weightbench";
    return new ModelRecord.Verification(settings, answer.hash(), expected, problem);
  }

  private HashFork.Answer fork(String deliver, Cell cell) throws IOException {
    stop.check();
    Files.deleteIfExists(work.answer());
    RunnerJson.write(
        work.request(),
        new HashFork.Request(survey.path().toString(), deliver, cell, work.answer().toString()));
    List<String> command = new ArrayList<>();
    command.add(ForkJvm.java().toString());
    command.addAll(ForkJvm.options());
    command.addAll(
        List.of("-cp", ForkJvm.classPath(), HashFork.class.getName(), work.request().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    int exitCode;
    try (StopSignal.Registration _ = stop.onStop(process::destroyForcibly)) {
      if (stop.stopped()) {
        process.destroyForcibly();
      }
      exitCode = waitFor(process);
    }
    if (stop.stopped() || (ForkJvm.wasAskedToEnd(exitCode) && stop.await(SIGNAL_GRACE))) {
      throw new CancelledException();
    }
    return exitCode == 0
        ? RunnerJson.read(work.answer(), HashFork.Answer.class)
        : new HashFork.Answer("", "its process " + ForkJvm.ending(exitCode));
  }

  private static int waitFor(Process process) throws CancelledException {
    try {
      return process.waitFor();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }
}
