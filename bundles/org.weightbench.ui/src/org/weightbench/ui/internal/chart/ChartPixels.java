package org.weightbench.ui.internal.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.DrawnChart;

/**
 * Lines of a drawn chart.
 *
 * @param source what was drawn
 * @param lines which lines of it
 * @param zoomPercent zoom of the display that it was drawn for
 * @param plain what was drawn at 100 %
 * @param plainData its pixels
 * @param zoomedData pixels at that zoom
 */
record ChartPixels(
    ChartSource source,
    Lines lines,
    int zoomPercent,
    DrawnChart plain,
    ImageData plainData,
    ImageData zoomedData) {
  private static final int PLAIN_PERCENT = 100;
  private static final PaletteData DIRECT = new PaletteData(0xFF0000, 0xFF00, 0xFF);

  /**
   * Lines of a chart.
   *
   * @param from the first one
   * @param to the one after the last
   */
  record Lines(int from, int to) {
    private static final int MOST = 2400;

    /** Returns all lines of a chart, or as many as are wise around those that can be seen. */
    static Lines around(int top, int visible, int height) {
      if (height <= MOST) {
        return new Lines(0, height);
      }
      int count = Math.min(height, Math.max(MOST, visible));
      int from = Math.clamp((long) top + visible / 2 - count / 2, 0, height - count);
      return new Lines(from, from + count);
    }

    /** Tells whether these are among them. */
    boolean cover(int top, int visible) {
      return from <= top && top + visible <= to;
    }
  }

  static ChartPixels of(
      ChartSource source, ChartStyle style, int width, int height, Lines lines, int zoomPercent) {
    JFreeChart chart = source.chart(style);
    DrawnChart plain = DrawnChart.of(chart, width, height, lines.from, lines.to, 1);
    ImageData plainData = data(plain.image());
    ImageData zoomedData =
        zoomPercent == PLAIN_PERCENT
            ? plainData
            : data(
                DrawnChart.of(
                        chart,
                        width,
                        height,
                        lines.from,
                        lines.to,
                        zoomPercent / (double) PLAIN_PERCENT)
                    .image());
    return new ChartPixels(source, lines, zoomPercent, plain, plainData, zoomedData);
  }

  /** Returns the pixels for a zoom, or nothing where another size must be scaled. */
  ImageData at(int zoom) {
    return zoom == zoomPercent ? zoomedData : plainData;
  }

  /** Tells whether there are pixels for a zoom. */
  boolean has(int zoom) {
    return zoom == zoomPercent || zoom == PLAIN_PERCENT;
  }

  /** Returns the pixels of an image as the toolkit has them. */
  static ImageData data(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    ImageData data = new ImageData(width, height, 24, DIRECT);
    for (int y = 0; y < height; y++) {
      data.setPixels(0, y, width, pixels, y * width);
    }
    return data;
  }
}
