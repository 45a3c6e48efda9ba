package org.weightbench.charts.internal;

import java.awt.Color;
import java.awt.Paint;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.jfree.chart.renderer.LookupPaintScale;
import org.weightbench.charts.ChartStyle;

/** Shades of one colour for numbers: from near the background to the full colour. */
public final class Shades {
  private static final int STEPS = 64;
  private static final double PALEST = 0.12;
  private static final double HALF = 127.5;

  private Shades() {}

  /** Returns shades from the least to the greatest of some numbers. */
  public static LookupPaintScale between(DoubleStream numbers, ChartStyle style) {
    DoubleSummaryStatistics range = numbers.summaryStatistics();
    double low = range.getCount() == 0 ? 0 : range.getMin();
    double high = range.getCount() == 0 ? 1 : range.getMax();
    double top = high > low ? high : low + Math.max(1e-9, Math.abs(low) * 1e-6);
    LookupPaintScale scale = new LookupPaintScale(low, top, style.background());
    for (int step = 0; step < STEPS; step++) {
      double share = step / (double) (STEPS - 1);
      scale.add(low + (top - low) * step / STEPS, mix(style, PALEST + (1 - PALEST) * share));
    }
    return scale;
  }

  /** Returns black or white, whichever can be read on a paint. */
  public static Color readableOn(Paint paint) {
    Color color = paint instanceof Color plain ? plain : Color.WHITE;
    double luma = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return luma < HALF ? Color.WHITE : Color.BLACK;
  }

  private static Color mix(ChartStyle style, double share) {
    Color from = style.background();
    Color to = style.seriesColor(0);
    return new Color(
        part(from.getRed(), to.getRed(), share),
        part(from.getGreen(), to.getGreen(), share),
        part(from.getBlue(), to.getBlue(), share));
  }

  private static int part(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
