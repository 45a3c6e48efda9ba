package org.weightbench.runner.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.HostMemoryMeasurement;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.gguf.CancelledException;
import org.weightbench.os.ChildCounters;
import org.weightbench.os.SearchPath;
import org.weightbench.runner.StopSignal;
import org.weightbench.runner.watch.SampleRecorder.Recording;

/**
 * Measures loads by other people's programs, from the start of the process until it ends or prints
 * that it is ready. Whatever it started is killed then. Used by one thread.
 */
final class ExternalLoad {
  /** A loaded model may lie in the page cache and in the memory that is filled. */
  private static final int PLACES = 2;

  private final ModelSurvey survey;
  private final WorkFolder work;
  private final PrintStream log;
  private final StopSignal stop;
  private final Duration limit;

  /**
   * Prepares to measure.
   *
   * @param log takes what the programs print
   * @param limit time after which a program is killed
   */
  ExternalLoad(
      ModelSurvey survey, WorkFolder work, PrintStream log, StopSignal stop, Duration limit) {
    this.survey = survey;
    this.work = work;
    this.log = log;
    this.stop = stop;
    this.limit = limit;
  }

  /**
   * What a program did.
   *
   * @param nanos time until it was ready; 0 when it was not
   * @param problem why it was not; empty when it was
   */
  private record Ending(long nanos, Optional<String> problem) {}

  /**
   * Measures one load.
   *
   * @return the answer, also when the program failed
   * @throws CancelledException when it was stopped
   * @throws IOException when the system cannot be asked
   */
  ForkAnswer measure(Cell cell, Surroundings surroundings, Recording recording) throws IOException {
    CacheState state = cell.value(Axes.CACHE);
    CacheControl cache = new CacheControl(survey.shards());
    HostMemoryMeasurement claimed = HostClaim.of(PLACES * survey.fileBytes());
    cache.bring(state);
    List<String> words = CommandWords.of(cell, survey.path().toString());
    SystemWatch watch = SystemWatch.start(cache);
    try (ProcessTree tree = ProcessTree.marked(work.mark())) {
      Optional<ChildCounters> before = endedChildren();
      Process process;
      Ending ending;
      long start = System.nanoTime();
      try {
        process = tree.start(surroundings.command(words));
        recording.gauge().started(start);
        ending = await(process, tree, cell, start);
        recording.gauge().ended(start + ending.nanos());
      } catch (IOException e) {
        return failed(
            "the command cannot be started: "
                + SearchPath.ofEnvironment()
                    .obstacle(words.getFirst())
                    .orElseGet(() -> Explain.message(e)));
      }
      stop.check();
      if (ending.problem().isPresent()) {
        return failed(surroundings.outOfMemory().orElse(ending.problem().get()));
      }
      SystemWatch.Seen seen = watch.stop(tree.processes());
      tree.kill();
      process.onExit().join();
      Optional<ChildCounters> used = endedChildren().flatMap(after -> before.map(after::minus));
      Optional<String> doubt = CacheControl.doubt(state, seen);
      return new ForkAnswer(
          doubt.isPresent() ? Status.UNVERIFIED : Status.VERIFIED,
          doubt.orElse(null),
          measurement(
              words,
              ending.nanos(),
              seen,
              used,
              recording.peakResidentBytes(),
              surroundings,
              claimed));
    }
  }

  private static Optional<ChildCounters> endedChildren() throws IOException {
    return ChildCounters.capability().available()
        ? Optional.of(ChildCounters.now())
        : Optional.empty();
  }

  /** The peak is what was seen in between; a program that was over too soon has none. */
  private static @Nullable Counters counters(
      Optional<ChildCounters> used, OptionalLong peakResidentBytes) {
    return used.isEmpty() || peakResidentBytes.isEmpty()
        ? null
        : new Counters(
            used.get().userNanos(),
            used.get().systemNanos(),
            used.get().minorFaults(),
            used.get().majorFaults(),
            used.get().voluntarySwitches(),
            used.get().involuntarySwitches(),
            peakResidentBytes.getAsLong());
  }

  private static ForkAnswer failed(String reason) {
    return new ForkAnswer(Status.FAILED, reason, null);
  }

  private Measurement measurement(
      List<String> words,
      long nanos,
      SystemWatch.Seen seen,
      Optional<ChildCounters> used,
      OptionalLong peakResidentBytes,
      Surroundings surroundings,
      @Nullable HostMemoryMeasurement claimed) {
    Details details =
        new Details(
            null,
            Map.of(),
            null,
            List.of(),
            List.of(),
            null,
            null,
            seen.readAheadBytes(),
            seen.pressure(),
            seen.readers(),
            surroundings.memoryLimitBytes().isPresent()
                ? (Long) surroundings.memoryLimitBytes().getAsLong()
                : null,
            surroundings.memoryLimitBytes().isPresent() ? null : seen.groupMemory(),
            claimed);
    return new Measurement(
        nanos,
        nanos,
        List.of(),
        "external",
        String.join(" ", words),
        survey.tensorBytes(),
        survey.tensorBytes(),
        seen.residencyBefore(),
        seen.residencyAfter(),
        seen.deviceBytes(),
        used.map(ChildCounters::readBytes).orElse(null),
        counters(used, peakResidentBytes),
        details);
  }

  /** Hears what the program prints until it is ready, over, too late, or stopped. */
  private Ending await(Process process, ProcessTree tree, Cell cell, long start)
      throws IOException {
    String ready = cell.value(Axes.READY);
    Optional<Pattern> pattern =
        Optional.of(ready)
            .filter(text -> !text.equals(Axes.READY.standardText()))
            .map(Pattern::compile);
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> watchdog =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              tree.kill();
            },
            CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS));
    AtomicLong endNanos = new AtomicLong();
    CompletableFuture<Void> end =
        process
            .onExit()
            .thenRun(
                () -> {
                  endNanos.set(System.nanoTime());
                  if (pattern.isEmpty()) {
                    tree.kill();
                  }
                });
    log.println(cell);
    try (StopSignal.Registration _ = stop.onStop(tree::kill);
        InputStream printed = process.getInputStream()) {
      process.getOutputStream().close();
      if (stop.stopped()) {
        tree.kill();
      }
      ProgramOutput output = new ProgramOutput(printed, log, pattern);
      if (output.awaitReady()) {
        return new Ending(System.nanoTime() - start, Optional.empty());
      }
      int exitCode = process.waitFor();
      end.join();
      return new Ending(endNanos.get() - start, problem(exitCode, late.get(), pattern, output));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    } finally {
      watchdog.cancel(false);
    }
  }

  private Optional<String> problem(
      int exitCode, boolean late, Optional<Pattern> pattern, ProgramOutput output) {
    String told = "; " + output.told();
    if (late) {
      return Optional.of(
          "the command took longer than " + Quantities.duration(limit.toNanos()) + told);
    }
    if (exitCode != 0) {
      return Optional.of("the command " + ForkJvm.ending(exitCode) + told);
    }
    return pattern.map(
        asked -> "the command ended without a line that fits '" + asked + "'" + told);
  }
}
