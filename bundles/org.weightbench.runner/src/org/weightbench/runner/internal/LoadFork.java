package org.weightbench.runner.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.gguf.CancelledException;
import org.weightbench.runner.LoadBenchmark;
import org.weightbench.runner.StopSignal;
import org.weightbench.runner.watch.LoadGauge;
import org.weightbench.runner.watch.SampleRecorder;
import org.weightbench.runner.watch.SampleRecorder.Recording;

/** Measures planned runs, each in a process of its own. Used by one thread. */
final class LoadFork {
  private static final Duration SIGNAL_GRACE = Duration.ofSeconds(2);
  private static final Duration LEAST_LIMIT = Duration.ofMinutes(10);
  private static final long SLOWEST_BYTES_PER_SECOND = 2_000_000;
  private static final Pattern EXIT_CODE = Pattern.compile("exit code (\\d+)");

  private final ModelSurvey survey;
  private final WorkFolder work;
  private final SampleRecorder recorder;
  private final OutputFormat output;
  private final StopSignal stop;
  private final Duration limit;
  private final ExternalLoad external;

  /**
   * Prepares to measure.
   *
   * @param recorder records what the machine does meanwhile
   * @param log takes what JMH and the forks print
   */
  LoadFork(
      ModelSurvey survey,
      WorkFolder work,
      SampleRecorder recorder,
      PrintStream log,
      StopSignal stop) {
    this.survey = survey;
    this.work = work;
    this.recorder = recorder;
    this.output = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    this.stop = stop;
    this.limit = LEAST_LIMIT.plusSeconds(2 * survey.fileBytes() / SLOWEST_BYTES_PER_SECOND);
    this.external = new ExternalLoad(survey, work, log, stop, limit);
  }

  /**
   * Measures one run.
   *
   * @return the sample, also when the load failed
   * @throws CancelledException when it was stopped; the run then left no sample
   * @throws IOException when the request cannot be written
   */
  Sample measure(Run run) throws IOException {
    stop.check();
    String startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    try (Surroundings surroundings =
            Surroundings.make(run.cell(), survey.shards(), survey.fileBytes());
        Recording recording = recorder.start(run.number())) {
      ForkAnswer answer =
          run.cell().isExternal()
              ? external.measure(run.cell(), surroundings, recording)
              : fork(run.cell(), surroundings, recording.gauge());
      Sample sample =
          new Sample(
              Sample.SCHEMA,
              run.number(),
              run.repetition(),
              run.cell(),
              startedAt,
              answer.status(),
              answer.reason(),
              answer.measurement());
      recording.finish(sample);
      return sample;
    }
  }

  private ForkAnswer fork(Cell cell, Surroundings surroundings, LoadGauge gauge)
      throws IOException {
    Files.deleteIfExists(work.answer());
    RunnerJson.write(
        work.request(),
        new ForkRequest(
            survey.path().toString(),
            survey.shards().stream().map(Path::toString).toList(),
            work.warmupModel().toString(),
            cell,
            surroundings.groupFolders(),
            surroundings.memoryLimitBytes().isPresent()
                ? (Long) surroundings.memoryLimitBytes().getAsLong()
                : null,
            work.answer().toString()));
    AtomicBoolean timedOut = new AtomicBoolean();
    Set<Long> strangers =
        ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    CompletableFuture<Void> watchdog =
        CompletableFuture.runAsync(
            () -> {
              timedOut.set(true);
              killAllBut(strangers);
            },
            CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS));
    try (StopSignal.Registration _ = stop.onStop(() -> killAllBut(strangers))) {
      stop.check();
      double benchmarkNanos =
          new Runner(options(gauge, java(surroundings)), output)
              .runSingle()
              .getPrimaryResult()
              .getScore();
      return withBenchmarkTime(readAnswer(), benchmarkNanos);
    } catch (RunnerException e) {
      ForkAnswer failure = failure(e, timedOut.get());
      return surroundings.outOfMemory().map(LoadFork::failed).orElse(failure);
    } finally {
      watchdog.cancel(false);
    }
  }

  private static void killAllBut(Set<Long> strangers) {
    ProcessHandle.current()
        .children()
        .filter(child -> !strangers.contains(child.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** JMH starts one program, so a scope needs a script that becomes Java within it. */
  private Path java(Surroundings surroundings) throws IOException {
    Optional<List<String>> scoped = surroundings.scoped(List.of(ForkJvm.java().toString()));
    if (scoped.isEmpty()) {
      return ForkJvm.java();
    }
    Files.writeString(
        work.scopedJava(),
        scoped.get().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
    Files.setPosixFilePermissions(work.scopedJava(), PosixFilePermissions.fromString("rwx------"));
    return work.scopedJava();
  }

  private Options options(LoadGauge gauge, Path java) {
    List<String> arguments = new ArrayList<>(ForkJvm.options());
    gauge.javaArgument().ifPresent(arguments::add);
    arguments.add("-D" + ForkRequest.PROPERTY + "=" + work.request());
    return new OptionsBuilder()
        .include("^" + Pattern.quote(LoadBenchmark.class.getName() + ".load") + "$")
        .mode(Mode.SingleShotTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupForks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .threads(1)
        .timeout(TimeValue.nanoseconds(limit.toNanos()))
        .shouldFailOnError(true)
        .jvm(java.toString())
        .jvmArgs(arguments.toArray(String[]::new))
        .build();
  }

  private ForkAnswer readAnswer() throws IOException {
    return Files.exists(work.answer())
        ? RunnerJson.read(work.answer(), ForkAnswer.class)
        : new ForkAnswer(Status.FAILED, "the fork ended without an answer", null);
  }

  private static ForkAnswer withBenchmarkTime(ForkAnswer answer, double benchmarkNanos) {
    Measurement m = answer.measurement();
    if (m == null) {
      return answer;
    }
    return new ForkAnswer(
        answer.status(), answer.reason(), m.withBenchmarkNanos(Math.round(benchmarkNanos)));
  }

  /** A signal that ended the fork may be on its way to this process too. */
  private ForkAnswer failure(RunnerException failure, boolean timedOut) throws IOException {
    OptionalInt exitCode = exitCode(failure);
    boolean asked = exitCode.isPresent() && ForkJvm.wasAskedToEnd(exitCode.getAsInt());
    if (stop.stopped() || (asked && stop.await(SIGNAL_GRACE))) {
      throw new CancelledException();
    }
    if (timedOut) {
      return failed("the load took longer than " + Quantities.duration(limit.toNanos()));
    }
    ForkAnswer answer = readAnswer();
    if (answer.status() == Status.FAILED && Files.exists(work.answer())) {
      return answer;
    }
    return exitCode.isPresent()
        ? failed("the fork " + ForkJvm.ending(exitCode.getAsInt()))
        : failed("the fork failed: " + Explain.message(rootOf(failure)));
  }

  private static ForkAnswer failed(String reason) {
    return new ForkAnswer(Status.FAILED, reason, null);
  }

  /** JMH hangs what a fork told on what it throws itself. */
  private static Throwable rootOf(Throwable failure) {
    Throwable[] suppressed = failure.getSuppressed();
    Throwable below = suppressed.length > 0 ? suppressed[0] : failure.getCause();
    return below == null ? failure : rootOf(below);
  }

  private static OptionalInt exitCode(RunnerException failure) {
    Matcher matcher = EXIT_CODE.matcher(String.valueOf(rootOf(failure).getMessage()));
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
