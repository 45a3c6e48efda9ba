package org.weightbench.ui.internal.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartImages;

/** What a file with a chart can be. */
public enum ChartFormat {
  /** Pixels, twice as sharp as on a usual screen. */
  PNG {
    @Override
    public byte[] bytes(JFreeChart chart, int height) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(ChartImages.image(chart, WIDTH, height, ZOOM), "png", out);
      return out.toByteArray();
    }
  },
  /** A drawing. */
  SVG {
    @Override
    public byte[] bytes(JFreeChart chart, int height) {
      return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              + ChartImages.svg(chart, WIDTH, height, "chart"))
          .getBytes(StandardCharsets.UTF_8);
    }
  };

  private static final int WIDTH = 900;
  private static final int ZOOM = 2;

  /**
   * Draws a chart as the content of a file. It may be called from any thread.
   *
   * @param height pixels at 100 %
   */
  public abstract byte[] bytes(JFreeChart chart, int height) throws IOException;

  /** Returns what names of such files end with. */
  public String suffix() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
