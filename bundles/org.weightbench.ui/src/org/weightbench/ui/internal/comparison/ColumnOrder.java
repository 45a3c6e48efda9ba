package org.weightbench.ui.internal.comparison;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;

/** Orders rows by one column: numbers and settings by their value, words by alphabet. */
final class ColumnOrder extends ViewerComparator {
  private final Column column;
  private final boolean descending;
  private final Comparator<ComparisonRow> order;

  ColumnOrder(Column column, boolean descending) {
    this.column = column;
    this.descending = descending;
    Comparator<ComparisonRow> ascending =
        Comparator.<ComparisonRow>comparingDouble(row -> key(row).orElse(0))
            .thenComparing(row -> column.text().apply(row), String.CASE_INSENSITIVE_ORDER);
    this.order = descending ? ascending.reversed() : ascending;
  }

  Column column() {
    return column;
  }

  boolean descending() {
    return descending;
  }

  /** Rows without a value come last in either direction. */
  @Override
  public int compare(Viewer viewer, Object first, Object second) {
    ComparisonRow a = (ComparisonRow) first;
    ComparisonRow b = (ComparisonRow) second;
    boolean noA = column.text().apply(a).isEmpty();
    boolean noB = column.text().apply(b).isEmpty();
    return noA || noB ? Boolean.compare(noA, noB) : order.compare(a, b);
  }

  private OptionalDouble key(ComparisonRow row) {
    OptionalDouble number = column.number().apply(row);
    Optional<Axis<?>> axis = Axes.named(column.id());
    if (number.isPresent() || axis.isEmpty()) {
      return number;
    }
    String text = row.summary().cell().text(axis.get());
    return axis.get().closed()
        ? OptionalDouble.of(axis.get().choices().indexOf(text))
        : axis.get()
            .parse(text)
            .map(value -> value instanceof Number n ? OptionalDouble.of(n.doubleValue()) : number)
            .orElse(number);
  }
}
