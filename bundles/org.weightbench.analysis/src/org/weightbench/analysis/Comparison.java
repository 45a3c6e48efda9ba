package org.weightbench.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.Difference;
import org.weightbench.hardware.Machine;

/**
 * Cells of one or more results side by side, against a baseline.
 *
 * @param results what is compared
 * @param baseline what the rows are compared with
 * @param rows one for each cell of each result, in the order of the results
 * @param warnings why parts of the comparison may mislead, as a person reads them
 */
public record Comparison(
    List<Result> results, Baseline baseline, List<ComparisonRow> rows, List<String> warnings) {
  /**
   * Corrected p-value below which two cells differ. With 0.05, one series of 100 comparisons of
   * equal loads in six has more than five that say 'different'; with this, one in a hundred.
   */
  public static final double SIGNIFICANCE = 0.02;

  /** Returns {@link #SIGNIFICANCE} as people read it: {@code 2 %}. */
  public static String significance() {
    return Math.round(100 * SIGNIFICANCE) + " %";
  }

  /** Copies the lists. */
  public Comparison {
    results = List.copyOf(results);
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares results: several against the first, cell by cell, where they have cells in common,
   * else against the first cell that has samples.
   */
  public static Comparison of(List<Result> results) {
    return of(results, standardBaseline(results));
  }

  /**
   * Compares results.
   *
   * @param results at least one
   */
  public static Comparison of(List<Result> results, Baseline baseline) {
    Result base = base(results, baseline);
    Resamples resamples = new Resamples();
    List<Supplier<ComparisonRow>> pairs = new ArrayList<>();
    for (Result result : results) {
      Counterparts counterparts = counterparts(result, base, baseline);
      for (CellSummary summary : result.cells()) {
        CellSummary counterpart = counterparts.find(wanted(summary.cell(), baseline)).orElse(null);
        pairs.add(() -> row(result, summary, counterpart, resamples));
      }
    }
    List<ComparisonRow> rows = pairs.parallelStream().map(Supplier::get).toList();
    List<ComparisonRow> judged = corrected(rows);
    List<String> warnings = new ArrayList<>(warnings(results));
    tooFew(judged).ifPresent(warnings::add);
    warnings.addAll(notComparable(results, base, judged));
    return new Comparison(results, baseline, judged, warnings);
  }

  private static Result base(List<Result> results, Baseline baseline) {
    return results.stream()
        .filter(result -> result.folder().equals(baseline.folder()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    baseline.folder() + " is the baseline but not among what is compared"));
  }

  private static Counterparts counterparts(Result result, Result base, Baseline baseline) {
    return new Counterparts(baseline instanceof Baseline.ByResult ? result : base, base);
  }

  /** Returns the settings of what a cell is compared with. */
  private static Cell wanted(Cell own, Baseline baseline) {
    return baseline instanceof Baseline.ByCell(ResultFolder _, Cell cell)
        ? cell.underConditionsOf(own)
        : own;
  }

  /**
   * Returns some rows of this comparison with those that they are compared with, and the results
   * that hold them or the baseline. What was found of a row stays: it allows for all comparisons
   * that were made.
   */
  public Comparison only(Predicate<ComparisonRow> chosen) {
    Result base = base(results, baseline);
    Set<CellSummary> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Result result : results) {
      Counterparts counterparts = counterparts(result, base, baseline);
      rows.stream()
          .filter(row -> row.result() == result)
          .filter(chosen)
          .map(ComparisonRow::summary)
          .forEach(
              summary -> {
                kept.add(summary);
                counterparts.find(wanted(summary.cell(), baseline)).ifPresent(kept::add);
              });
    }
    List<ComparisonRow> some = rows.stream().filter(row -> kept.contains(row.summary())).toList();
    List<Result> holding =
        results.stream()
            .filter(
                result -> result == base || some.stream().anyMatch(row -> row.result() == result))
            .toList();
    return new Comparison(holding, baseline, some, warnings);
  }

  /** Returns the rows with the shortest load first; rows without a verified sample come last. */
  public List<ComparisonRow> bestFirst() {
    return rows.stream()
        .sorted(
            Comparator.comparingDouble(
                row -> row.summary().wallNanos().map(Estimate::median).orElse(Double.MAX_VALUE)))
        .toList();
  }

  /** Returns the axes on which the rows differ, in the order of columns. */
  public List<Axis<?>> differingAxes() {
    List<Axis<?>> differing = new ArrayList<>();
    for (Axis<?> axis : Axes.all()) {
      if (rows.stream().map(row -> row.summary().cell().text(axis)).distinct().count() > 1) {
        differing.add(axis);
      }
    }
    return differing;
  }

  /** Returns the settings that all rows share and that tell something, in the order of columns. */
  public Map<Axis<?>, String> commonSettings() {
    Map<Axis<?>, String> common = new LinkedHashMap<>();
    if (rows.isEmpty()) {
      return common;
    }
    List<Axis<?>> differing = differingAxes();
    for (Axis<?> axis : Axes.all()) {
      Cell any = rows.getFirst().summary().cell();
      if (!differing.contains(axis) && any.tells(axis)) {
        common.put(axis, any.text(axis));
      }
    }
    return common;
  }

  /**
   * Returns a short name of a row: its values on the differing axes, and its result where there is
   * more than one.
   */
  public String label(ComparisonRow row) {
    return label(row, differingAxes());
  }

  /**
   * Returns a short name of a row: its values on some axes, and its result where there is more than
   * one.
   */
  public String label(ComparisonRow row, List<Axis<?>> axes) {
    return label(row, axes, UnaryOperator.identity());
  }

  /**
   * As {@link #label(ComparisonRow, List)}, in the language of the reader.
   *
   * @param words says what is English in that language
   */
  public String label(ComparisonRow row, List<Axis<?>> axes, UnaryOperator<String> words) {
    List<String> parts = new ArrayList<>();
    for (Axis<?> axis : axes) {
      String text = row.summary().cell().text(axis);
      parts.add(
          axis.equals(Axes.THREADS)
              ? words.apply(text + (text.equals("1") ? " thread" : " threads"))
              : text);
    }
    if (results.size() > 1) {
      parts.add(row.result().folder().name());
    }
    return parts.isEmpty() ? row.result().folder().name() : String.join(" ", parts);
  }

  private static Baseline standardBaseline(List<Result> results) {
    Result first = results.getFirst();
    for (Result result : results.subList(1, results.size())) {
      Counterparts counterparts = new Counterparts(result, first);
      if (result.cells().stream().anyMatch(c -> counterparts.find(c.cell()).isPresent())) {
        return new Baseline.ByResult(first.folder());
      }
    }
    for (Result result : results) {
      for (CellSummary summary : result.cells()) {
        if (summary.wallNanos().isPresent()) {
          return new Baseline.ByCell(result.folder(), summary.cell());
        }
      }
    }
    return new Baseline.ByResult(results.getFirst().folder());
  }

  private static ComparisonRow row(
      Result result, CellSummary summary, @Nullable CellSummary base, Resamples resamples) {
    if (base == null || base.wallNanos().isEmpty() || summary.wallNanos().isEmpty()) {
      return new ComparisonRow(result, summary, Verdict.NOT_COMPARED, Optional.empty(), 1);
    }
    if (base == summary) {
      return new ComparisonRow(result, summary, Verdict.BASELINE, Optional.empty(), 1);
    }
    double[] before = base.verifiedWallNanos();
    double[] after = summary.verifiedWallNanos();
    return new ComparisonRow(
        result,
        summary,
        Verdict.NO_DIFFERENCE_SHOWN,
        Optional.of(Statistics.relativeShift(before, after, resamples)),
        Statistics.mannWhitney(before, after));
  }

  private static List<ComparisonRow> corrected(List<ComparisonRow> rows) {
    List<Double> family =
        rows.stream().filter(r -> r.change().isPresent()).map(ComparisonRow::pValue).toList();
    var adjusted = Statistics.holm(family).iterator();
    return rows.stream()
        .map(
            row ->
                row.change()
                    .map(change -> judged(row, change, adjusted.next(), family.size()))
                    .orElse(row))
        .toList();
  }

  private static ComparisonRow judged(
      ComparisonRow row, Estimate change, double pValue, int comparisons) {
    Verdict verdict;
    if (pValue < SIGNIFICANCE) {
      verdict = change.median() < 0 ? Verdict.FASTER : Verdict.SLOWER;
    } else {
      verdict =
          Statistics.leastMannWhitney(change.count()) * comparisons < SIGNIFICANCE
              ? Verdict.NO_DIFFERENCE_SHOWN
              : Verdict.TOO_FEW_SAMPLES;
    }
    return new ComparisonRow(row.result(), row.summary(), verdict, row.change(), pValue);
  }

  private static Optional<String> tooFew(List<ComparisonRow> rows) {
    if (rows.stream().noneMatch(row -> row.verdict() == Verdict.TOO_FEW_SAMPLES)) {
      return Optional.empty();
    }
    long comparisons = rows.stream().filter(row -> row.change().isPresent()).count();
    int enough = 2;
    while (Statistics.leastMannWhitney(enough) * comparisons >= SIGNIFICANCE) {
      enough++;
    }
    return Optional.of(
        "Some cells have too few samples to show a difference at the "
            + significance()
            + " level in "
            + comparisons
            + " comparisons at once; "
            + enough
            + " repetitions are enough.");
  }

  private static List<String> notComparable(
      List<Result> results, Result base, List<ComparisonRow> rows) {
    List<String> warnings = new ArrayList<>();
    for (Result result : results) {
      List<ComparisonRow> own = rows.stream().filter(row -> row.result().equals(result)).toList();
      boolean measured = own.stream().anyMatch(row -> row.summary().wallNanos().isPresent());
      if (measured && own.stream().allMatch(row -> row.verdict() == Verdict.NOT_COMPARED)) {
        warnings.add(
            "Nothing of "
                + result.folder().name()
                + " can be compared with the baseline in "
                + base.folder().name()
                + ": "
                + conditions(result)
                + " against "
                + conditions(base)
                + ".");
      }
    }
    return warnings;
  }

  private static String conditions(Result result) {
    return Axes.all().stream()
        .filter(Axis::condition)
        .map(
            axis ->
                axis.name()
                    + " "
                    + result
                        .sampled()
                        .map(summary -> summary.cell().text(axis))
                        .distinct()
                        .collect(Collectors.joining("/")))
        .collect(Collectors.joining(", "));
  }

  private static List<String> warnings(List<Result> results) {
    List<String> warnings = new ArrayList<>();
    for (Result result : results) {
      Drift.of(result)
          .filter(Drift::shown)
          .ifPresent(
              drift ->
                  warnings.add(
                      "The machine drifted in "
                          + result.folder().name()
                          + ": "
                          + drift.words()
                          + ". Cells are interleaved, so that differences between them stand; their"
                          + " times may not."));
    }
    Set<String> hashes = new HashSet<>();
    for (Result result : results) {
      result.model().map(ModelRecord::contentHash).ifPresent(hashes::add);
    }
    if (hashes.size() > 1) {
      warnings.add("The results load different weights; compare rates rather than times.");
    }
    Optional<Machine> first = results.getFirst().machine();
    for (Result result : results.subList(1, results.size())) {
      if (first.isPresent() && result.machine().isPresent()) {
        machineWarning(
                results.getFirst().folder(),
                result.folder(),
                Machine.differences(first.get(), result.machine().get()))
            .ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  private static Optional<String> machineWarning(
      ResultFolder first, ResultFolder second, List<Difference> differences) {
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        differences.stream()
            .map(d -> d.title() + ": " + d.first() + " against " + d.second())
            .collect(
                Collectors.joining(
                    "; ",
                    "The machine was not the same in "
                        + first.name()
                        + " and "
                        + second.name()
                        + ": ",
                    ".")));
  }
}
