package org.weightbench.charts;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** Draws charts without a display. */
public final class ChartImages {

  private ChartImages() {}

  /**
   * Draws a chart as an image.
   *
   * @param width pixels at 100 %
   * @param height pixels at 100 %
   * @param zoom factor of the display: 2 gives twice the pixels, drawn sharp
   */
  public static BufferedImage image(JFreeChart chart, int width, int height, double zoom) {
    int pixelWidth = (int) Math.round(width * zoom);
    int pixelHeight = (int) Math.round(height * zoom);
    BufferedImage image = new BufferedImage(pixelWidth, pixelHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.scale(zoom, zoom);
      chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /**
   * Draws a chart as an SVG element with a view box, to stand in a page.
   *
   * @param idPrefix prefix of the ids in it; different for each chart of a page
   */
  public static String svg(JFreeChart chart, int width, int height, String idPrefix) {
    SVGGraphics2D graphics = new SVGGraphics2D(width, height);
    graphics.setDefsKeyPrefix(idPrefix);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    return graphics.getSVGElement(
        idPrefix, true, new ViewBox(0, 0, width, height), null, null);
  }
}
