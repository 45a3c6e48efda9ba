package org.weightbench.ui.internal.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.weightbench.charts.ChartSpot;

/** Shows the values of what the mouse points at in a chart, and tells what is clicked on. */
final class ChartPointer {
  private static final double REACH = 6;

  private final Canvas canvas;
  private final Supplier<List<ChartSpot>> spots;
  private final List<PickListener> listeners = new ArrayList<>();

  ChartPointer(Canvas canvas, Supplier<List<ChartSpot>> spots) {
    this.canvas = canvas;
    this.spots = spots;
    canvas.addListener(SWT.MouseMove, this::moved);
    canvas.addListener(SWT.MouseUp, this::released);
  }

  void onPick(PickListener listener) {
    listeners.add(listener);
  }

  /** Returns the topmost spot at a place, or the nearest one within reach. */
  static Optional<ChartSpot> at(List<ChartSpot> spots, double x, double y) {
    for (ChartSpot spot : spots.reversed()) {
      if (spot.area().contains(x, y)) {
        return Optional.of(spot);
      }
    }
    return spots.stream()
        .filter(spot -> distance(spot, x, y) <= REACH)
        .min(Comparator.comparingDouble(spot -> distance(spot, x, y)));
  }

  private static double distance(ChartSpot spot, double x, double y) {
    Rectangle2D bounds = spot.area().getBounds2D();
    double across = Math.max(0, Math.max(bounds.getMinX() - x, x - bounds.getMaxX()));
    double down = Math.max(0, Math.max(bounds.getMinY() - y, y - bounds.getMaxY()));
    return Math.hypot(across, down);
  }

  private void moved(Event event) {
    if (spots.get().isEmpty()) {
      return;
    }
    Optional<ChartSpot> spot = at(spots.get(), event.x, event.y);
    String tip = spot.map(found -> found.text().replace("&", "&&")).orElse(null);
    if (!Objects.equals(tip, canvas.getToolTipText())) {
      canvas.setToolTipText(tip);
    }
    boolean pickable = !listeners.isEmpty() && spot.filter(s -> !s.rows().isEmpty()).isPresent();
    canvas.setCursor(pickable ? canvas.getDisplay().getSystemCursor(SWT.CURSOR_HAND) : null);
  }

  /** A click beside everything picks nothing. */
  private void released(Event event) {
    if (event.button == 1 && event.count == 1 && !spots.get().isEmpty()) {
      Optional<ChartSpot> spot = at(spots.get(), event.x, event.y);
      boolean more = (event.stateMask & SWT.MOD1) != 0;
      listeners.forEach(listener -> listener.picked(spot, more));
    }
  }
}
