package org.weightbench.charts.internal;

import java.awt.Paint;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Verdict;
import org.weightbench.charts.ChartStyle;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample.Status;

/** The rows of a comparison with their positions, some of them marked. For one thread. */
public final class Numbered {
  private final Comparison comparison;
  private final ChartStyle style;
  private final List<Axis<?>> axes;
  private final Map<ComparisonRow, Integer> positions = new IdentityHashMap<>();
  private final Set<ComparisonRow> marked = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Numbers the rows.
   *
   * @param marked some of the comparison's own rows; none for all alike
   */
  public Numbered(Comparison comparison, List<ComparisonRow> marked, ChartStyle style) {
    this.comparison = comparison;
    this.style = style;
    this.axes = comparison.differingAxes();
    this.marked.addAll(marked);
    for (int i = 0; i < comparison.rows().size(); i++) {
      positions.put(comparison.rows().get(i), i);
    }
  }

  /** Returns the paint of a row's item: the baseline's own, and faded where others are marked. */
  public Paint paint(Optional<ComparisonRow> row, Paint usual) {
    Paint own =
        row.filter(found -> found.verdict() == Verdict.BASELINE)
            .flatMap(_ -> style.baseline())
            .map(Paint.class::cast)
            .orElse(usual);
    return faded(row, own);
  }

  /** Returns a paint, faded where other rows are marked. */
  public Paint faded(Optional<ComparisonRow> row, Paint paint) {
    return marked.isEmpty() || row.filter(marked::contains).isPresent()
        ? paint
        : ItemPaint.faded(paint);
  }

  /** Tells whether a row stands out. */
  public boolean marked(ComparisonRow row) {
    return marked.contains(row);
  }

  /** Returns what the item of a row says, with further lines. */
  public Pointing.Item item(ComparisonRow row, String... lines) {
    StringBuilder text = new StringBuilder(comparison.label(row, axes, style.words()));
    row.summary().wallNanos().map(Numbered::time).ifPresent(text::append);
    int samples = row.summary().count(Status.VERIFIED);
    text.append('\n').append(say(samples + (samples == 1 ? " sample" : " samples")));
    Arrays.stream(lines).forEach(line -> text.append('\n').append(line));
    return new Pointing.Item(text.toString(), List.of(positions.get(row)));
  }

  /**
   * Returns what a single sample of a row says.
   *
   * @param position position among the samples of the row
   * @param text what is said of the sample itself
   */
  public Pointing.Item sample(ComparisonRow row, int position, String text) {
    return new Pointing.Item(
        comparison.label(row, axes, style.words()) + "\n" + text,
        List.of(positions.get(row)),
        OptionalInt.of(position));
  }

  /** Says a text in the language of the reader. */
  public String say(String english) {
    return style.words().apply(english);
  }

  private static String time(Estimate nanos) {
    return "\n"
        + Quantities.duration(nanos.median())
        + " ("
        + Quantities.duration(nanos.low())
        + " \u2026 "
        + Quantities.duration(nanos.high())
        + ")";
  }
}
