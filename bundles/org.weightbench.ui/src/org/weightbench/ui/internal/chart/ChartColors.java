package org.weightbench.ui.internal.chart;

import java.awt.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.weightbench.charts.ChartStyle;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.preferences.ChartPreferences;

/**
 * Takes a chart's colours from a control that the theme has coloured, and from preferences, and its
 * language from the workbench.
 */
final class ChartColors {
  private static final double HALF = 127.5;

  private ChartColors() {}

  static ChartStyle of(Control control) {
    RGB background = control.getBackground().getRGB();
    RGB foreground = control.getForeground().getRGB();
    boolean dark = luminance(background) < HALF;
    ChartStyle style = dark ? ChartStyle.DARK : ChartStyle.LIGHT;
    return ChartPreferences.styled(style, dark)
        .on(color(background), color(foreground))
        .saying(Phrases::say);
  }

  /** ITU-R BT.601 luma, 0 to 255. */
  private static double luminance(RGB rgb) {
    return 0.299 * rgb.red + 0.587 * rgb.green + 0.114 * rgb.blue;
  }

  private static Color color(RGB rgb) {
    return new Color(rgb.red, rgb.green, rgb.blue);
  }
}
