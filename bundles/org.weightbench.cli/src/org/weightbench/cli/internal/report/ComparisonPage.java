package org.weightbench.cli.internal.report;

import freemarker.core.TemplateHTMLOutputModel;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.Result;
import org.weightbench.charts.ChartStyle;
import org.weightbench.cli.internal.report.ReportModel.Table;
import org.weightbench.cli.internal.report.ReportModel.Text;
import org.weightbench.cli.internal.table.ComparisonView;
import org.weightbench.cli.internal.table.Grid;
import org.weightbench.cli.internal.table.Headline;
import org.weightbench.cli.internal.table.SampleColumn;
import org.weightbench.gguf.DisplayText;
import org.weightbench.hardware.Difference;
import org.weightbench.hardware.Machine;

/**
 * What the template of a comparison shows, all of it text that is ready for people but not escaped.
 *
 * @param results names of the results
 * @param headlines one for each condition
 * @param warnings what may mislead
 * @param chartLight chart for light screens
 * @param chartDark chart for dark screens
 * @param common settings that all cells share; empty when there are none
 * @param baseline what cells are compared with
 * @param table the comparison table
 * @param machines in what the machines differ from the first one
 * @param samples all samples; without rows when they are not asked for
 */
public record ComparisonPage(
    List<String> results,
    List<Headline> headlines,
    List<String> warnings,
    TemplateHTMLOutputModel chartLight,
    TemplateHTMLOutputModel chartDark,
    String common,
    String baseline,
    Table table,
    Table machines,
    Table samples) {

  static ComparisonPage of(ComparisonView view, boolean withSamples) {
    Comparison comparison = view.comparison();
    return new ComparisonPage(
        comparison.results().stream().map(r -> DisplayText.of(r.folder().name())).toList(),
        Headline.of(view),
        comparison.warnings().stream().map(DisplayText::of).toList(),
        ReportModel.chart(comparison, ChartStyle.LIGHT, "light"),
        ReportModel.chart(comparison, ChartStyle.DARK, "dark"),
        view.commonSettings().orElse(""),
        view.baseline(),
        ReportModel.comparison(view),
        machines(comparison),
        withSamples ? table(SampleColumn.grid(comparison)) : new Table(List.of(), List.of()));
  }

  private static Table table(Grid grid) {
    return new Table(
        grid.headings().stream().map(h -> new Text(h.title(), h.numeric(), "")).toList(),
        grid.rows().stream()
            .map(
                row ->
                    row.stream()
                        .map(
                            cell ->
                                cell.number().isPresent()
                                    ? ReportModel.number(cell.text())
                                    : ReportModel.words(cell.text()))
                        .toList())
            .toList());
  }

  private static Table machines(Comparison comparison) {
    Result first = comparison.results().getFirst();
    List<Text> titles =
        List.of(
            ReportModel.words("Result"),
            ReportModel.words("What"),
            ReportModel.words("In " + first.folder().name()),
            ReportModel.words("There"));
    List<List<Text>> rows = new ArrayList<>();
    for (Result other : comparison.results().subList(1, comparison.results().size())) {
      if (first.machine().isPresent() && other.machine().isPresent()) {
        for (Difference difference :
            Machine.differences(first.machine().get(), other.machine().get())) {
          rows.add(
              List.of(
                  ReportModel.words(other.folder().name()),
                  ReportModel.words(difference.title()),
                  ReportModel.words(difference.first()),
                  ReportModel.words(difference.second())));
        }
      }
    }
    return new Table(titles, rows);
  }
}
