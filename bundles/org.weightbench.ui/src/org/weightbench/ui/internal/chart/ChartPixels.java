package org.weightbench.ui.internal.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartImages;
import org.weightbench.charts.ChartStyle;

/**
 * A drawn chart.
 *
 * @param width width in points
 * @param height height in points
 * @param zoomPercent zoom of the display that it was drawn for
 * @param plain pixels at 100 %
 * @param zoomed pixels at that zoom
 */
record ChartPixels(int width, int height, int zoomPercent, ImageData plain, ImageData zoomed) {
  private static final int PLAIN_PERCENT = 100;
  private static final PaletteData DIRECT = new PaletteData(0xFF0000, 0xFF00, 0xFF);

  static ChartPixels of(
      ChartSource source, ChartStyle style, int width, int height, int zoomPercent) {
    JFreeChart chart = source.chart(style);
    ImageData plain = data(ChartImages.image(chart, width, height, 1));
    ImageData zoomed =
        zoomPercent == PLAIN_PERCENT
            ? plain
            : data(ChartImages.image(chart, width, height, zoomPercent / (double) PLAIN_PERCENT));
    return new ChartPixels(width, height, zoomPercent, plain, zoomed);
  }

  /** Returns the pixels for a zoom, or nothing where another size must be scaled. */
  ImageData at(int zoom) {
    return zoom == zoomPercent ? zoomed : plain;
  }

  /** Tells whether there are pixels for a zoom. */
  boolean has(int zoom) {
    return zoom == zoomPercent || zoom == PLAIN_PERCENT;
  }

  private static ImageData data(BufferedImage image) {
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
