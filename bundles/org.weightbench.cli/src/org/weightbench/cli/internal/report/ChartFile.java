package org.weightbench.cli.internal.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartImages;
import org.weightbench.cli.internal.CommandFailure;

/** Writes a chart as a file, whose name decides the format. */
public final class ChartFile {
  private static final String ID = "chart";
  private static final double SHARP = 2;

  private ChartFile() {}

  /**
   * Writes a chart, whole or not at all.
   *
   * @param width pixels at 100 %
   * @param height pixels at 100 %
   * @throws CommandFailure when the name is that of no format
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, JFreeChart chart, int width, int height)
      throws IOException, CommandFailure {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    byte[] content;
    if (name.endsWith(".svg")) {
      content = ChartImages.svg(chart, width, height, ID).getBytes(StandardCharsets.UTF_8);
    } else if (name.endsWith(".png")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(ChartImages.image(chart, width, height, SHARP), "png", bytes);
      content = bytes.toByteArray();
    } else {
      throw new CommandFailure(
          "found the file name '" + file + "', expected one that ends in .svg or .png");
    }
    Path beside =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(beside, content);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
