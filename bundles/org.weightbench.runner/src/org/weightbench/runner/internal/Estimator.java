package org.weightbench.runner.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.weightbench.analysis.prediction.Predictor;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.Quantities;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.runner.TimeEstimate;

/**
 * Expected times of a plan: by the ceilings of the last half hour, where there are any. Else bytes
 * that must come from storage are taken at the tried rate; what cannot be tried in a moment is
 * assumed, and the estimate says so.
 */
public final class Estimator {
  private static final double ASSUMED_STORAGE_RATE = 500e6;
  private static final double CACHED_RATE = 3e9;
  private static final double FLOATS_RATE = 2e9;
  private static final double VERIFY_RATE = 0.5e9;
  private static final long START_NANOS = 1_200_000_000L;

  private Estimator() {}

  /**
   * Estimates a plan for a model that is there.
   *
   * @throws IOException when kept ceilings cannot be read
   */
  public static TimeEstimate of(ExperimentPlan plan, ModelSurvey survey, RateProbe probe)
      throws IOException {
    Optional<Ceilings> ceilings =
        CeilingStore.ofUser()
            .find(CeilingMeasurement.fileSystem(survey.path()), CeilingStore.FRESH);
    boolean tried = probe.bytesPerSecond() > 0;
    return estimate(
        plan,
        survey::storedBytes,
        survey::deliveredBytes,
        cell ->
            ceilings.map(known -> predicted(cell, survey, known)).orElse(OptionalDouble.empty()),
        tried ? probe.bytesPerSecond() : ASSUMED_STORAGE_RATE,
        tried ? OptionalDouble.of(probe.bytesPerSecond()) : OptionalDouble.empty(),
        ceilings
                .map(known -> "where ceilings of " + known.measuredAt() + " tell, by them; else ")
                .orElse("")
            + (tried
                ? probe.method()
                : probe.method() + " and taken as " + Quantities.rate(ASSUMED_STORAGE_RATE)));
  }

  private static OptionalDouble predicted(Cell cell, ModelSurvey survey, Ceilings ceilings) {
    Predictor predictor =
        new Predictor(
            survey.facts(survey.storedBytes(cell)),
            ceilings,
            Runtime.getRuntime().availableProcessors());
    return predictor
        .predict(cell)
        .expected()
        .map(expected -> OptionalDouble.of(expected.nanos()))
        .orElse(OptionalDouble.empty());
  }

  /** Returns how long it takes to verify the ways in which cells load. */
  static long verifyNanos(List<Cell> cells, ModelSurvey survey, RateProbe probe) {
    return verifyNanos(
        cells,
        survey::storedBytes,
        probe.bytesPerSecond() > 0 ? probe.bytesPerSecond() : ASSUMED_STORAGE_RATE);
  }

  private static long verifyNanos(
      List<Cell> cells, ToLongFunction<Cell> storedBytes, double storageRate) {
    double rate = Math.min(VERIFY_RATE, storageRate);
    return Verification.distinctWays(cells).stream()
        .mapToLong(way -> START_NANOS / 2 + Math.round(storedBytes.applyAsLong(way) * 1e9 / rate))
        .sum();
  }

  /** Estimates a plan whose model is still to be made. */
  public static TimeEstimate withoutModel(ExperimentPlan plan, long tensorBytes) {
    return estimate(
        plan,
        _ -> tensorBytes,
        _ -> tensorBytes,
        _ -> OptionalDouble.empty(),
        ASSUMED_STORAGE_RATE,
        OptionalDouble.empty(),
        "the model is not made yet, so its storage was not tried and is taken as "
            + Quantities.rate(ASSUMED_STORAGE_RATE));
  }

  private static TimeEstimate estimate(
      ExperimentPlan plan,
      ToLongFunction<Cell> storedBytes,
      ToLongFunction<Cell> deliveredBytes,
      Function<Cell, OptionalDouble> predictedNanos,
      double storageRate,
      OptionalDouble tried,
      String method) {
    boolean cacheIsEmptied =
        plan.cells().stream().anyMatch(cell -> cell.value(Axes.CACHE).startsCold());
    Map<Cell, Long> byCell = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      long bytes = storedBytes.applyAsLong(cell);
      double storageNanos = bytes * 1e9 / storageRate;
      boolean cold = cell.value(Axes.CACHE).startsCold();
      double prepare = !cold && cacheIsEmptied ? storageNanos / 2 : 0;
      double load = cold ? storageNanos : bytes * 1e9 / CACHED_RATE;
      double floats =
          cell.value(Axes.DELIVER).floats().isPresent()
              ? deliveredBytes.applyAsLong(cell) * 1e9 / (FLOATS_RATE * cell.value(Axes.THREADS))
              : 0;
      byCell.put(
          cell,
          START_NANOS
              + Math.round(prepare + predictedNanos.apply(cell).orElse(Math.max(load, floats))));
    }
    long verify = verifyNanos(plan.cells(), storedBytes, storageRate);
    long runs = plan.runs().stream().map(Run::cell).mapToLong(byCell::get).sum();
    return new TimeEstimate(
        verify + runs,
        byCell,
        tried,
        method
            + "; assumed: "
            + Quantities.rate(CACHED_RATE)
            + " from the page cache, "
            + Quantities.rate(FLOATS_RATE)
            + " of floats a thread, "
            + Quantities.duration(START_NANOS)
            + " to start each run");
  }
}
