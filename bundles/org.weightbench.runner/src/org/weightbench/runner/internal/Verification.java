package org.weightbench.runner.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.gguf.CancelledException;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.TensorSelection;
import org.weightbench.runner.StopSignal;

/**
 * The untimed pass that shows that every strategy delivers the bytes that are in the file: each
 * distinct way of loading is run once and its content hash compared with that of the file itself.
 */
final class Verification {
  /** Axes that decide nothing about how the verified load is done. */
  private static final List<Axis<?>> NO_OTHER_WAY =
      List.of(
          Axes.CACHE,
          Axes.READ_AHEAD,
          Axes.CONSUME,
          Axes.WINDOW,
          Axes.MEMORY,
          Axes.COMMAND,
          Axes.READY);

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
   * @return the new record; where other bytes were delivered that verification is the last one
   * @throws CancelledException when it was stopped
   * @throws IOException when the model is not the one of the earlier record, or cannot be read
   */
  ModelRecord verify(List<Cell> cells, Optional<ModelRecord> earlier) throws IOException {
    if (earlier.isPresent()) {
      requireSame("size of the tensors", earlier.get().tensorBytes(), survey.tensorBytes());
      requireSame("size of the files", earlier.get().fileBytes(), survey.fileBytes());
    }
    Collection<Cell> ways = distinctWays(cells);
    Content whole = new Content(Deliver.COPIED, loaded(cells));
    Set<Content> contents = new LinkedHashSet<>(List.of(whole));
    ways.forEach(way -> contents.add(Content.of(way)));
    int steps = ways.size() + contents.size();
    int step = 0;
    Map<Content, String> references = new HashMap<>();
    for (Content content : contents) {
      tell(content.reading(), step++, steps);
      references.put(content, reference(content, cells.getFirst()));
      if (content.equals(whole) && earlier.isPresent()) {
        requireSame("content hash", earlier.get().contentHash(), references.get(whole));
      }
    }
    List<ModelRecord.Verification> done = new ArrayList<>();
    for (Cell way : ways) {
      Map<String, String> settings = settings(way);
      String expected = String.valueOf(references.get(Content.of(way)));
      tell(
          "verifying " + new ModelRecord.Verification(settings, null, expected, null).way(),
          step++,
          steps);
      Optional<ModelRecord.Verification> passed =
          earlier.stream()
              .flatMap(record -> record.verifications().stream())
              .filter(v -> v.settings().equals(settings) && v.passed())
              .filter(v -> v.expected().equals(expected))
              .findFirst();
      ModelRecord.Verification verification =
          passed.isPresent() ? passed.get() : load(way, settings, expected);
      done.add(verification);
      if (deliveredOther(verification)) {
        break;
      }
    }
    boolean external = cells.stream().anyMatch(Cell::isExternal);
    tell(external ? "verified, but for external programs" : "verified", steps, steps);
    return survey.record(String.valueOf(references.get(whole)), done);
  }

  /**
   * The part of the model that every cell loads and nobody needs to read more of; else all of it.
   */
  private static TensorSelection loaded(List<Cell> cells) {
    List<TensorSelection> parts =
        cells.stream()
            .map(cell -> cell.isExternal() ? TensorSelection.ALL : cell.value(Axes.TENSORS))
            .distinct()
            .toList();
    return parts.size() == 1 ? parts.getFirst() : TensorSelection.ALL;
  }

  /** What is hashed for reference. */
  private record Content(Deliver deliver, TensorSelection tensors) {
    static Content of(Cell way) {
      Deliver deliver = way.value(Axes.DELIVER);
      return new Content(
          deliver.floats().isPresent() ? deliver : Deliver.COPIED, way.value(Axes.TENSORS));
    }

    String reading() {
      String what = tensors.equals(TensorSelection.ALL) ? "the model" : tensors + " of the model";
      return (deliver == Deliver.COPIED ? "reading " : "dequantizing ") + what + " for reference";
    }
  }

  private static boolean deliveredOther(ModelRecord.Verification verification) {
    return verification.hash() != null && !verification.passed();
  }

  /** Returns the way of loading that delivered other bytes than the file's; empty when none did. */
  static Optional<String> wrongBytes(ModelRecord record) {
    return record.verifications().stream()
        .filter(Verification::deliveredOther)
        .map(v -> "verification of " + v.way() + " failed: " + v.problem())
        .findFirst();
  }

  /** Returns why the way in which a cell loads could not be verified; empty when it was. */
  static Optional<String> unverified(ModelRecord record, Cell cell) {
    return cell.isExternal()
        ? Optional.empty()
        : record.verifications().stream()
            .filter(v -> !v.passed() && v.settings().equals(settings(cell)))
            .map(v -> "what it delivers could not be verified: " + v.problem())
            .findFirst();
  }

  /** Returns one cell for each way in which this library loads; a consumer makes no other way. */
  static Collection<Cell> distinctWays(List<Cell> cells) {
    Map<LoadSettings, Cell> ways = new LinkedHashMap<>();
    cells.stream()
        .filter(cell -> !cell.isExternal())
        .forEach(cell -> ways.putIfAbsent(cell.loadSettings().withoutConsume(), cell));
    return ways.values();
  }

  private static Map<String, String> settings(Cell cell) {
    Map<String, String> settings = new LinkedHashMap<>(cell.settings());
    NO_OTHER_WAY.forEach(axis -> settings.remove(axis.name()));
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

  private String reference(Content content, Cell any) throws IOException {
    HashFork.Answer answer = fork(content.deliver().name(), content.tensors(), any);
    if (!answer.problem().isEmpty()) {
      throw new IOException("the model cannot be read for reference: " + answer.problem());
    }
    return answer.hash();
  }

  private ModelRecord.Verification load(Cell way, Map<String, String> settings, String expected)
      throws IOException {
    HashFork.Answer answer = fork("", way.value(Axes.TENSORS), way);
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

  private HashFork.Answer fork(String deliver, TensorSelection tensors, Cell cell)
      throws IOException {
    stop.check();
    Files.deleteIfExists(work.answer());
    RunnerJson.write(
        work.request(),
        new HashFork.Request(
            survey.path().toString(), deliver, tensors.text(), cell, work.answer().toString()));
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
