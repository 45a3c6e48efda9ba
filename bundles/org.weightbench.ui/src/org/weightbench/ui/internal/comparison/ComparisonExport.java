package org.weightbench.ui.internal.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.widgets.Control;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.ui.internal.FileExport;
import org.weightbench.ui.internal.chart.ChartFormat;

/** Writes a comparison to files for other programs, in a job. */
final class ComparisonExport {
  private final FileExport files;

  /** What a file can be. */
  enum Format {
    /** The table as comma-separated values. */
    CSV("CSV", ".csv"),
    /** The table as a Markdown table. */
    MARKDOWN("Markdown", ".md"),
    /** The chart as pixels. */
    PNG(ChartFormat.PNG.name(), ChartFormat.PNG.suffix()),
    /** The chart as a drawing. */
    SVG(ChartFormat.SVG.name(), ChartFormat.SVG.suffix());

    private final String title;
    private final String suffix;

    Format(String title, String suffix) {
      this.title = title;
      this.suffix = suffix;
    }

    String label() {
      return FileExport.label(title);
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
    files = new FileExport(owner);
  }

  /** Asks for a file and writes it. */
  void ask(Format format, Content content) {
    files.ask(format.title, "comparison" + format.suffix, () -> bytes(format, content));
  }

  /** Writes a file. */
  void start(Format format, Content content, Path file) {
    files.start(file, () -> bytes(format, content));
  }

  private static byte[] bytes(Format format, Content content) throws IOException {
    return switch (format) {
      case CSV -> text(TableText.csv(content.columns, content.rows));
      case MARKDOWN -> text(TableText.markdown(content.columns, content.rows));
      case PNG -> chart(ChartFormat.PNG, content);
      case SVG -> chart(ChartFormat.SVG, content);
    };
  }

  private static byte[] chart(ChartFormat format, Content content) throws IOException {
    return format.bytes(
        content.picture.draw(content.comparison, List.of(), ChartStyle.LIGHT),
        content.picture.preferredHeight(content.comparison));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
