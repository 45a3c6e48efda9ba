package org.weightbench.charts.internal;

import java.awt.Color;
import java.awt.Paint;

/** Tells which items of a chart keep their colour while the others fade. */
@FunctionalInterface
public interface Marks {
  /** Opacity of what fades, of 255. */
  int FADED = 70;

  /** Tells whether an item of a series keeps its colour. */
  boolean full(int series, int item);

  /** Returns a colour as it is where an item fades. */
  static Paint faded(Paint paint) {
    return paint instanceof Color color
        ? new Color(color.getRed(), color.getGreen(), color.getBlue(), FADED)
        : paint;
  }
}
