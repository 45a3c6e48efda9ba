package org.weightbench.ui.internal.chart;

import java.util.Optional;
import org.weightbench.charts.ChartSpot;

/** Hears what is clicked on in a chart, on the user interface thread. */
@FunctionalInterface
public interface PickListener {

  /**
   * Something was clicked on.
   *
   * @param spot what it was; empty for a click beside everything
   * @param more whether they join what is selected already
   */
  void picked(Optional<ChartSpot> spot, boolean more);
}
