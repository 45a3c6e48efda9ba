package org.weightbench.ui.internal.chart;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.weightbench.charts.DrawnChart.Scale;

/** A line under the mouse across a chart, and a part of its axis that is dragged open. */
final class ChartRuler {
  private static final int LEAST_DRAG = 5;
  private static final int SHADE = 40;

  private final Canvas canvas;
  private final Control themed;
  private final Supplier<Optional<Scale>> scale;
  private final RulerListener listener;
  private OptionalInt at = OptionalInt.empty();
  private OptionalInt start = OptionalInt.empty();

  ChartRuler(
      Canvas canvas, Control themed, Supplier<Optional<Scale>> scale, RulerListener listener) {
    this.canvas = canvas;
    this.themed = themed;
    this.scale = scale;
    this.listener = listener;
  }

  /** Begins to listen, until the canvas is disposed. */
  void begin() {
    canvas.addListener(SWT.MouseMove, this::moved);
    canvas.addListener(SWT.MouseExit, _ -> line(OptionalInt.empty()));
    canvas.addListener(SWT.MouseDown, this::pressed);
    canvas.addListener(SWT.MouseUp, this::released);
    canvas.addListener(
        SWT.MouseDoubleClick,
        _ -> {
          start = OptionalInt.empty();
          listener.doubleClicked();
        });
    canvas.addPaintListener(event -> scale.get().ifPresent(shown -> paint(event.gc, shown)));
  }

  private void moved(Event event) {
    Optional<Scale> inside = scale.get().filter(s -> s.area().contains(event.x, event.y));
    line(inside.isPresent() || start.isPresent() ? OptionalInt.of(event.x) : OptionalInt.empty());
    String text =
        inside
            .map(
                shown ->
                    listener.textAt(
                        shown.valueAt(event.x),
                        (event.y - shown.area().getMinY()) / shown.area().getHeight()))
            .map(found -> found.replace("&", "&&"))
            .orElse(null);
    if (!Objects.equals(text, canvas.getToolTipText())) {
      canvas.setToolTipText(text);
    }
  }

  private void line(OptionalInt next) {
    if (!next.equals(at)) {
      at = next;
      canvas.redraw();
    }
  }

  private void pressed(Event event) {
    start =
        event.button == 1 && scale.get().isPresent()
            ? OptionalInt.of(event.x)
            : OptionalInt.empty();
  }

  private void released(Event event) {
    if (start.isEmpty()) {
      return;
    }
    int from = Math.min(start.getAsInt(), event.x);
    int to = Math.max(start.getAsInt(), event.x);
    start = OptionalInt.empty();
    canvas.redraw();
    if (to - from >= LEAST_DRAG) {
      scale.get().ifPresent(s -> listener.dragged(s.valueAt(from), s.valueAt(to)));
    }
  }

  private void paint(GC gc, Scale shown) {
    int top = (int) shown.area().getMinY();
    int height = (int) shown.area().getHeight();
    gc.setForeground(themed.getForeground());
    gc.setBackground(themed.getForeground());
    if (at.isPresent() && start.isPresent()) {
      gc.setAlpha(SHADE);
      int from = Math.min(at.getAsInt(), start.getAsInt());
      gc.fillRectangle(from, top, Math.abs(at.getAsInt() - start.getAsInt()), height);
      gc.setAlpha(255);
    }
    if (at.isPresent()) {
      gc.drawLine(at.getAsInt(), top, at.getAsInt(), top + height);
    }
  }
}
