package org.weightbench.charts.internal;

import java.awt.Color;
import java.awt.Paint;

/** Gives single items of a chart another paint than that of their series. */
@FunctionalInterface
public interface ItemPaint {
  /** Opacity of what fades, of 255. */
  int FADED = 70;

  /**
   * Returns the paint of an item.
   *
   * @param usual that of its series
   */
  Paint of(int series, int item, Paint usual);

  /** Returns a colour as it is where an item fades. */
  static Paint faded(Paint paint) {
    return paint instanceof Color color
        ? new Color(color.getRed(), color.getGreen(), color.getBlue(), FADED)
        : paint;
  }
}
