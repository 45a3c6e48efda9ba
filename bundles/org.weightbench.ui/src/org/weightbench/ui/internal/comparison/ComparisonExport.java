package org.weightbench.ui.internal.comparison;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.jfree.chart.JFreeChart;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.ChartImages;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/** Writes a comparison to files for other programs, in a job. */
final class ComparisonExport {
  private static final int WIDTH = 900;
  private static final int PNG_ZOOM = 2;

  private final Control owner;
  private final Background<Path> writing;

  /** What a file can be. */
  enum Format {
    /** The table as comma-separated values. */
    CSV,
    /** The table as a Markdown table. */
    MARKDOWN,
    /** The chart as pixels, twice as sharp as on a usual screen. */
    PNG,
    /** The chart as a drawing. */
    SVG;

    String label() {
      return Messages.format(Messages.comparison_export, this == MARKDOWN ? "Markdown" : name());
    }

    String suffix() {
      return this == MARKDOWN ? ".md" : "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is written.
   *
   * @param columns columns of the table
   * @param rows rows in the order in which they stand
   * @param comparison the comparison
   * @param picture how it is drawn
   */
  record Content(
      List<Column> columns,
      List<ComparisonRow> rows,
      Comparison comparison,
      ComparisonPicture picture) {}

  ComparisonExport(Control owner) {
    this.owner = owner;
    writing =
        new Background<>(
            Messages.comparison_exporting,
            owner,
            _ -> {},
            e ->
                ErrorDialog.openError(
                    owner.getShell(),
                    null,
                    Messages.comparison_exportFailed,
                    Status.error(e.getMessage(), e)));
  }

  /** Asks for a file and writes it. */
  void ask(Format format, Content content) {
    FileDialog dialog = new FileDialog(owner.getShell(), SWT.SAVE);
    dialog.setText(format.label());
    dialog.setFileName("comparison" + format.suffix());
    dialog.setFilterExtensions("*" + format.suffix());
    dialog.setOverwrite(true);
    String chosen = dialog.open();
    if (chosen != null) {
      start(format, content, Path.of(chosen));
    }
  }

  /** Writes a file. */
  void start(Format format, Content content, Path file) {
    writing.start(
        _ -> {
          byte[] bytes = bytes(format, content);
          Path beside = file.resolveSibling(file.getFileName() + ".part");
          Files.write(beside, bytes);
          return Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  private static byte[] bytes(Format format, Content content) throws IOException {
    int height = content.picture.preferredHeight(content.comparison);
    return switch (format) {
      case CSV -> text(TableText.csv(content.columns, content.rows));
      case MARKDOWN -> text(TableText.markdown(content.columns, content.rows));
      case SVG ->
          text(
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  + ChartImages.svg(chart(content), WIDTH, height, "comparison"));
      case PNG -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(ChartImages.image(chart(content), WIDTH, height, PNG_ZOOM), "png", out);
        yield out.toByteArray();
      }
    };
  }

  private static JFreeChart chart(Content content) {
    return content.picture.draw(content.comparison, List.of(), ChartStyle.LIGHT);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
