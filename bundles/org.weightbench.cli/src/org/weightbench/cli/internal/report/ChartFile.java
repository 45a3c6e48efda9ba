package org.weightbench.cli.internal.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartImages;
import org.weightbench.cli.internal.CommandFailure;

/**
 * A file for a chart.
 *
 * @param path where it is
 * @param format what it will hold
 */
public record ChartFile(Path path, Format format) {
  private static final String ID = "chart";
  private static final double SHARP = 2;

  /** A format of charts. */
  public enum Format {
    /** Scalable vector graphics. */
    SVG {
      @Override
      byte[] content(JFreeChart chart, int width, int height) {
        return ChartImages.svg(chart, width, height, ID).getBytes(StandardCharsets.UTF_8);
      }
    },
    /** An image with two pixels for each one at 100 %. */
    PNG {
      @Override
      byte[] content(JFreeChart chart, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(ChartImages.image(chart, width, height, SHARP), "png", bytes);
        return bytes.toByteArray();
      }
    };

    abstract byte[] content(JFreeChart chart, int width, int height) throws IOException;

    private boolean isNamedBy(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return name.endsWith("." + name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Returns the file of a name, which decides the format.
   *
   * @throws CommandFailure when it is that of no format
   */
  public static ChartFile named(Path file) throws CommandFailure {
    Format named =
        Arrays.stream(Format.values())
            .filter(format -> format.isNamedBy(file))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "found the file name '"
                            + file
                            + "', expected one that ends in .svg or .png"));
    return new ChartFile(file, named);
  }

  /**
   * Writes a chart, whole or not at all; an existing file is replaced.
   *
   * @param width pixels at 100 %
   * @param height pixels at 100 %
   * @throws IOException when the file cannot be written
   */
  public void write(JFreeChart chart, int width, int height) throws IOException {
    byte[] content = format.content(chart, width, height);
    Path beside =
        path.resolveSibling(
            "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(beside, content);
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
