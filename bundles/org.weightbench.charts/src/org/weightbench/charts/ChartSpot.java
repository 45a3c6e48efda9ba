package org.weightbench.charts;

import java.awt.Shape;
import java.util.List;
import java.util.OptionalInt;

/**
 * An item of a drawn chart, such as a bar or a point.
 *
 * @param area where it is, in pixels at 100 % from the chart's upper left corner
 * @param text its values as a person reads them
 * @param rows positions of what it stands for in the list that was drawn; none where the chart
 *     draws no list
 * @param sample position of a sample among those of the row, where it stands for a single one
 */
public record ChartSpot(Shape area, String text, List<Integer> rows, OptionalInt sample) {
  /** Copies the positions. */
  public ChartSpot {
    rows = List.copyOf(rows);
  }
}
