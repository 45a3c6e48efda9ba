package org.weightbench.ui.internal.chart;

/** Hears what people do along the axis of a chart, on the user interface thread. */
public interface RulerListener {

  /**
   * Returns what is shown beside the line under the mouse.
   *
   * @param value number on the axis
   * @param down how far down in the plots the mouse is, from 0 to 1
   */
  String textAt(double value, double down);

  /** A part of the axis was dragged open. */
  void dragged(double from, double to);

  /** The whole axis is wanted back. */
  void doubleClicked();
}
