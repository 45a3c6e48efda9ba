package org.weightbench.charts.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.data.Range;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.analysis.Estimate;

/** Estimates by series and category; the value of an item is its median. */
public final class EstimateDataset extends DefaultCategoryDataset {
  private static final long serialVersionUID = 1L;

  private final transient List<List<Optional<Estimate>>> estimates = new ArrayList<>();

  /** Adds an estimate; items of a series are added category by category. */
  public void add(String series, String category, Optional<Estimate> estimate) {
    setValue(estimate.map(e -> (Number) e.median()).orElse(null), series, category);
    int row = getRowIndex(series);
    if (row == estimates.size()) {
      estimates.add(new ArrayList<>());
    }
    estimates.get(row).add(estimate);
  }

  /** Returns the estimate of an item. */
  public Optional<Estimate> estimate(int row, int column) {
    return estimates.get(row).get(column);
  }

  /** Tells whether no item has an estimate. */
  public boolean isEmpty() {
    return estimates.stream().flatMap(List::stream).allMatch(Optional::isEmpty);
  }

  /** Returns the range from 0 to the highest end of an interval. */
  public Range bounds() {
    double high =
        estimates.stream()
            .flatMap(List::stream)
            .flatMap(Optional::stream)
            .mapToDouble(Estimate::high)
            .max()
            .orElse(1);
    return new Range(0, high);
  }
}
