package org.weightbench.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;
import org.weightbench.analysis.roofline.Roofline;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.hardware.Units;

/** The columns of a comparison. */
public final class Columns {
  private static final String COUNT = "1";
  private static final double NANOS_PER_SECOND = 1e9;

  /** Folder of the row's result. */
  public static final Column RESULT =
      words("result", "Result", row -> row.result().folder().name());

  /** Median load time. */
  public static final Column TIME =
      estimate(
          "seconds",
          "Load time",
          "s",
          row -> row.summary().wallNanos().map(e -> e.scaled(1 / NANOS_PER_SECOND)),
          e -> Quantities.duration(e.median() * NANOS_PER_SECOND));

  /** 95 % interval of the median load time. */
  public static final Column TIME_INTERVAL =
      words(
          "secondsInterval",
          "95 % interval",
          row -> row.summary().wallNanos().map(Columns::durationInterval).orElse(""));

  /** Bytes of the model per second. */
  public static final Column RATE =
      estimate(
          "bytesPerSecond",
          "Rate",
          "B/s",
          row -> row.summary().bytesPerSecond(),
          e -> Quantities.rate(e.median()));

  /** Change of load time against the baseline. */
  public static final Column CHANGE =
      estimate(
          "change",
          "Δ time",
          "%",
          row -> row.change().map(e -> e.scaled(100)),
          e -> Quantities.signedPercent(e.median() / 100));

  /** 95 % interval of the change. */
  public static final Column CHANGE_INTERVAL =
      words(
          "changeInterval",
          "95 % interval of Δ",
          row ->
              row.change()
                  .map(
                      e ->
                          Units.current().format("%+.1f … %+.1f %%", e.low() * 100, e.high() * 100))
                  .orElse(""));

  /** What the comparison shows. */
  public static final Column VERDICT =
      words("verdict", "Against baseline", row -> row.verdict().words());

  /** Samples that count, and those that do not. */
  public static final Column SAMPLES =
      new Column(
          "samples",
          "Samples",
          COUNT,
          row -> OptionalDouble.of(row.summary().count(Status.VERIFIED)),
          Columns::samples);

  /** What a person should know of the scatter of the samples. */
  public static final Column STEADINESS =
      words("steadiness", "Steadiness", row -> row.summary().steadiness().words().orElse(""));

  /** Phase that bounds the load. */
  public static final Column CRITICAL =
      words(
          "criticalPhase",
          "Bound by",
          row ->
              row.summary().verified().stream()
                  .map(Measurement::criticalPhase)
                  .reduce((_, last) -> last)
                  .orElse(""));

  /** Median of the bytes that the device read. */
  public static final Column DEVICE_BYTES =
      median(
          "deviceBytes",
          "From device",
          "B",
          m -> m.deviceBytes() == null ? Double.NaN : m.deviceBytes(),
          value -> Quantities.bytes(Math.round(value)));

  /** Median of the processor time, user and kernel together. */
  public static final Column CPU =
      median(
          "cpuSeconds",
          "CPU time",
          "s",
          Columns::processorSeconds,
          value -> Quantities.duration(value * NANOS_PER_SECOND));

  /** Share of the binding ceiling that the median load reached, and which one that is. */
  public static final Column SHARE =
      new Column(
          "shareOfCeiling", "Share of ceiling", COUNT, Columns::shareOfCeiling, Columns::shareText);

  private Columns() {}

  /** Returns the columns that suit a comparison: where the rows differ, then what was measured. */
  public static List<Column> of(Comparison comparison) {
    List<Column> columns = new ArrayList<>(cell(comparison));
    columns.addAll(
        List.of(
            TIME,
            TIME_INTERVAL,
            RATE,
            CHANGE,
            CHANGE_INTERVAL,
            VERDICT,
            CRITICAL,
            DEVICE_BYTES,
            CPU,
            SAMPLES,
            STEADINESS));
    if (comparison.rows().stream().anyMatch(row -> shareOfCeiling(row).isPresent())) {
      columns.add(columns.indexOf(CRITICAL) + 1, SHARE);
    }
    return columns;
  }

  /** Returns the columns that tell the cells of a comparison from each other. */
  public static List<Column> cell(Comparison comparison) {
    List<Column> columns = new ArrayList<>();
    if (comparison.results().size() > 1) {
      columns.add(RESULT);
    }
    comparison.differingAxes().forEach(axis -> columns.add(axis(axis)));
    return columns;
  }

  /** Returns the column of an axis. */
  public static Column axis(Axis<?> axis) {
    return words(axis.name(), axis.title(), row -> row.summary().cell().text(axis));
  }

  private static Column words(String id, String title, Function<ComparisonRow, String> text) {
    return new Column(id, title, "", _ -> OptionalDouble.empty(), text);
  }

  private static Column estimate(
      String id,
      String title,
      String unit,
      Function<ComparisonRow, Optional<Estimate>> value,
      Function<Estimate, String> text) {
    return new Column(
        id,
        title,
        unit,
        row ->
            value.apply(row).map(e -> OptionalDouble.of(e.median())).orElse(OptionalDouble.empty()),
        row -> value.apply(row).map(text).orElse(""));
  }

  private static Column median(
      String id,
      String title,
      String unit,
      ToDoubleFunction<Measurement> value,
      Function<Double, String> text) {
    Function<ComparisonRow, OptionalDouble> number =
        row -> {
          double[] values =
              row.summary().verified().stream()
                  .mapToDouble(value)
                  .filter(v -> !Double.isNaN(v))
                  .toArray();
          return values.length == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(Median.withDefaults().evaluate(values));
        };
    return new Column(
        id,
        title,
        unit,
        number,
        row -> {
          OptionalDouble median = number.apply(row);
          return median.isPresent() ? text.apply(median.getAsDouble()) : "";
        });
  }

  private static double processorSeconds(Measurement measurement) {
    Counters counters = measurement.counters();
    return counters == null
        ? Double.NaN
        : (counters.userNanos() + counters.systemNanos()) / NANOS_PER_SECOND;
  }

  private static String durationInterval(Estimate e) {
    return Quantities.duration(e.low()) + " … " + Quantities.duration(e.high());
  }

  private static OptionalDouble shareOfCeiling(ComparisonRow row) {
    Optional<Roofline> roofline = row.result().roofline(row.summary());
    Optional<Estimate> wall = row.summary().wallNanos();
    return roofline.isPresent() && wall.isPresent()
        ? roofline.get().share(wall.get().median())
        : OptionalDouble.empty();
  }

  private static String shareText(ComparisonRow row) {
    OptionalDouble share = shareOfCeiling(row);
    if (share.isEmpty()) {
      return "";
    }
    String ceiling =
        row.result()
            .roofline(row.summary())
            .flatMap(Roofline::binding)
            .map(bound -> bound.resource().label())
            .orElse("");
    return Units.current().format("%.0f %% of %s", share.getAsDouble() * 100, ceiling)
        + (share.getAsDouble() > Roofline.WRONG_SHARE ? " (ceiling or sample is wrong)" : "");
  }

  private static String samples(ComparisonRow row) {
    StringBuilder text = new StringBuilder().append(row.summary().count(Status.VERIFIED));
    int unverified = row.summary().count(Status.UNVERIFIED);
    int failed = row.summary().count(Status.FAILED);
    if (unverified > 0) {
      text.append(" + ").append(unverified).append(" unverified");
    }
    if (failed > 0) {
      text.append(" + ").append(failed).append(" failed");
    }
    return text.toString();
  }
}
