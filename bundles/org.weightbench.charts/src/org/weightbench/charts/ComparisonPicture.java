package org.weightbench.charts;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;

/** A way of drawing a comparison. A picture has no state. */
public interface ComparisonPicture {

  /** Returns a stable key, lower case. */
  String id();

  /** Tells whether it shows something of a comparison that the others do not. */
  boolean suits(Comparison comparison);

  /**
   * Draws a comparison.
   *
   * @param marked rows that stand out; none for all alike
   */
  JFreeChart draw(Comparison comparison, List<ComparisonRow> marked, ChartStyle style);

  /**
   * Returns the height below which the picture is crowded.
   *
   * @return pixels at 100 %
   */
  int preferredHeight(Comparison comparison);

  /** Returns all pictures, the usual one first. */
  static List<ComparisonPicture> all() {
    return List.of(
        new BarPicture(),
        new BoxPlotPicture(),
        new LinePicture(),
        new HeatMapPicture(),
        new TimeBySizePicture());
  }
}
