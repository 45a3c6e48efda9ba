package org.weightbench.ui.internal.chart;

import java.util.List;

/** Hears what is clicked on in a chart, on the user interface thread. */
@FunctionalInterface
public interface PickListener {

  /**
   * Something was clicked on.
   *
   * @param rows positions in the list that the chart draws; none for a click beside everything
   * @param more whether they join what is selected already
   */
  void picked(List<Integer> rows, boolean more);
}
