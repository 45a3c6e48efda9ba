package org.weightbench.cli.internal.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;

/** Intervals as two numbers, for programs; people see them as one text. */
final class IntervalColumns {
  private static final double NANOS_PER_SECOND = 1e9;

  /** 95 % interval of the median load time, s. */
  static final List<Column> SECONDS =
      List.of(
          end("secondsLow", "Load time, low", "s", e -> seconds(e), Estimate::low),
          end("secondsHigh", "Load time, high", "s", e -> seconds(e), Estimate::high));

  /** 95 % interval of the change against the baseline, %. */
  static final List<Column> CHANGE =
      List.of(
          end("changeLow", "Δ time, low", "%", e -> percent(e), Estimate::low),
          end("changeHigh", "Δ time, high", "%", e -> percent(e), Estimate::high));

  private IntervalColumns() {}

  private static Optional<Estimate> seconds(ComparisonRow row) {
    return row.summary().wallNanos().map(e -> e.scaled(1 / NANOS_PER_SECOND));
  }

  private static Optional<Estimate> percent(ComparisonRow row) {
    return row.change().map(e -> e.scaled(100));
  }

  private static Column end(
      String id,
      String title,
      String unit,
      Function<ComparisonRow, Optional<Estimate>> estimate,
      ToDoubleFunction<Estimate> end) {
    return new Column(
        id,
        title,
        unit,
        row ->
            estimate
                .apply(row)
                .map(e -> OptionalDouble.of(end.applyAsDouble(e)))
                .orElse(OptionalDouble.empty()),
        row -> estimate.apply(row).map(e -> String.valueOf(end.applyAsDouble(e))).orElse(""));
  }
}
