package org.weightbench.runner.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Version;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.runner.LoadBenchmark;

/**
 * The verified samples of a folder in JMH's own JSON format, written by JMH's own writer from the
 * samples, so that a resumed run's file holds those of all its parts. A cell is a benchmark with
 * the settings as parameters, a sample is a fork; the score is the time that JMH measured, and the
 * contract's wall time and the device's bytes stand beside it as secondary metrics.
 */
final class JmhFile {
  private static final String METHOD = "load";

  private JmhFile() {}

  static String of(List<Sample> samples) {
    Map<Cell, List<Measurement>> byCell = new LinkedHashMap<>();
    for (Sample sample : samples) {
      Measurement measurement = sample.measurement();
      if (sample.status() == Status.VERIFIED && measurement != null) {
        byCell.computeIfAbsent(sample.cell(), _ -> new ArrayList<>()).add(measurement);
      }
    }
    List<RunResult> results =
        byCell.entrySet().stream().map(e -> result(e.getKey(), e.getValue())).toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RunResult result(Cell cell, List<Measurement> measurements) {
    BenchmarkParams parameters = parameters(cell, measurements.size());
    List<BenchmarkResult> forks =
        measurements.stream().map(measurement -> fork(parameters, measurement)).toList();
    return new RunResult(parameters, forks);
  }

  private static BenchmarkResult fork(BenchmarkParams parameters, Measurement measurement) {
    IterationResult iteration = new IterationResult(parameters, parameters.getMeasurement(), null);
    iteration.addResult(
        new SingleShotResult(
            ResultRole.PRIMARY, METHOD, measurement.benchmarkNanos(), TimeUnit.MILLISECONDS));
    iteration.addResult(
        new ScalarResult("wall", measurement.wallNanos() / 1e6, "ms/op", AggregationPolicy.AVG));
    Long deviceBytes = measurement.deviceBytes();
    if (deviceBytes != null) {
      iteration.addResult(
          new ScalarResult("deviceBytes", deviceBytes, "B/op", AggregationPolicy.AVG));
    }
    return new BenchmarkResult(parameters, List.of(iteration));
  }

  private static BenchmarkParams parameters(Cell cell, int forks) {
    WorkloadParams settings = new WorkloadParams();
    cell.settings().forEach((name, value) -> settings.put(name, value, 0));
    TimeValue singleShot = TimeValue.NONE;
    return new BenchmarkParams(
        LoadBenchmark.class.getName() + "." + METHOD,
        "",
        false,
        1,
        new int[] {1},
        List.of(),
        forks,
        0,
        new IterationParams(IterationType.WARMUP, 0, singleShot, 1),
        new IterationParams(IterationType.MEASUREMENT, 1, singleShot, 1),
        Mode.SingleShotTime,
        settings,
        TimeUnit.MILLISECONDS,
        1,
        ForkJvm.java().toString(),
        ForkJvm.options(),
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        Version.getPlainVersion(),
        singleShot);
  }
}
