package org.weightbench.cli.internal.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.Verdict;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.charts.ChartImages;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ComparisonChart;
import org.weightbench.cli.internal.table.ComparisonView;
import org.weightbench.cli.internal.table.FindingsText;
import org.weightbench.cli.internal.table.Headline;
import org.weightbench.cli.internal.table.SampleColumn;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample;
import org.weightbench.gguf.DisplayText;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.Section;

/**
 * What the template shows, all of it text that is ready for people but not escaped.
 *
 * @param title name of the experiment
 * @param folder name of the result folder
 * @param measuredAt when the first sample was started; empty before there is one
 * @param headlines one for each condition
 * @param findings what the rules conclude, the gravest first
 * @param chartLight chart for light screens
 * @param chartDark chart for dark screens
 * @param common settings that all cells share; empty when there are none
 * @param baseline what cells are compared with
 * @param comparison the comparison table
 * @param warnings what may mislead
 * @param unmeasured combinations without a sample
 * @param cells samples of each cell
 * @param phases busy time by phase of each cell
 * @param verification proof that every cell delivered the same bytes
 * @param model facts about the model
 * @param machine facts about the machine
 * @param significance the level at which differences are tested
 */
public record ReportModel(
    String title,
    String folder,
    String measuredAt,
    List<Headline> headlines,
    List<FindingText> findings,
    TemplateHTMLOutputModel chartLight,
    TemplateHTMLOutputModel chartDark,
    String common,
    String baseline,
    Table comparison,
    List<String> warnings,
    List<Skipped> unmeasured,
    List<CellSamples> cells,
    Table phases,
    Verification verification,
    List<Fact> model,
    List<FactGroup> machine,
    String significance) {
  private static final int CHART_WIDTH = 960;

  /** Columns of several words, whose lines may be broken. */
  private static final Set<String> PHRASES =
      Stream.of(Columns.RESULT, Columns.VERDICT, Columns.SHARE, Columns.STEADINESS)
          .map(Column::id)
          .collect(Collectors.toUnmodifiableSet());

  /** Intervals, which stand below what they are intervals of. */
  private static final Map<Column, Column> INTERVALS =
      Map.of(Columns.TIME, Columns.TIME_INTERVAL, Columns.CHANGE, Columns.CHANGE_INTERVAL);

  /**
   * A text in a table.
   *
   * @param detail what stands below it; empty for nothing
   */
  public record Text(String text, boolean numeric, String kind, String detail) {
    Text(String text, boolean numeric, String kind) {
      this(text, numeric, kind, "");
    }
  }

  /** A table with titles. */
  public record Table(List<Text> titles, List<List<Text>> rows) {}

  /** A combination that was not measured. */
  public record Skipped(String cell, String reason) {}

  /** A finding in words. */
  public record FindingText(
      String severity,
      String title,
      String conclusion,
      String evidence,
      String remedy,
      String load,
      String reference) {}

  /** A title with its value. */
  public record Fact(String title, String value) {}

  /** Facts under a title. */
  public record FactGroup(String title, List<Fact> facts) {}

  /**
   * The samples of one cell.
   *
   * @param name all settings
   * @param summary counts and median
   * @param samples the samples
   */
  public record CellSamples(String name, String summary, Table samples) {}

  /**
   * Proof that the right bytes were delivered.
   *
   * @param summary in a sentence
   * @param passed whether all is well
   * @param hash the reference
   * @param loads the loads that were checked
   */
  public record Verification(String summary, boolean passed, String hash, Table loads) {}

  static ReportModel of(Result result) throws IOException {
    Comparison comparison = Comparison.of(List.of(result));
    ComparisonView view = ComparisonView.of(comparison);
    List<Headline> headlines = Headline.of(view);
    return new ReportModel(
        result.definition().name(),
        result.folder().name(),
        result.samples().stream().map(Sample::startedAt).min(String::compareTo).orElse(""),
        headlines,
        findings(result),
        chart(comparison, ChartStyle.LIGHT, "light"),
        chart(comparison, ChartStyle.DARK, "dark"),
        view.commonSettings().orElse(""),
        view.baseline(),
        comparison(view),
        comparison.warnings(),
        unmeasured(view),
        result.cells().stream()
            .filter(cell -> !cell.samples().isEmpty())
            .map(ReportModel::samples)
            .toList(),
        PhaseTable.of(view),
        verification(result),
        result.model().map(ReportModel::model).orElse(List.of()),
        result.machine().map(ReportModel::machine).orElse(List.of()),
        Comparison.significance());
  }

  static Text words(String text) {
    return new Text(DisplayText.of(text), false, "");
  }

  static Text number(String text) {
    return new Text(DisplayText.of(text), true, "");
  }

  static TemplateHTMLOutputModel chart(Comparison comparison, ChartStyle style, String prefix) {
    int height = ComparisonChart.preferredHeight(comparison);
    String svg =
        ChartImages.svg(ComparisonChart.bars(comparison, style), CHART_WIDTH, height, prefix);
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(svg);
    } catch (TemplateModelException e) {
      throw new IllegalStateException(e);
    }
  }

  static Table comparison(ComparisonView view) {
    List<Column> columns =
        view.columns().stream().filter(column -> !INTERVALS.containsValue(column)).toList();
    List<Text> titles =
        columns.stream()
            .map(
                c ->
                    new Text(c.title(), c.numeric(), "", interval(c).map(Column::title).orElse("")))
            .toList();
    List<List<Text>> rows = new ArrayList<>();
    for (List<ComparisonRow> group : view.groups().values()) {
      for (ComparisonRow row : group) {
        String kind =
            row == group.getFirst() && row.summary().wallNanos().isPresent() ? "best" : "";
        rows.add(columns.stream().map(column -> text(column, row, kind)).toList());
      }
    }
    return new Table(titles, rows);
  }

  private static Text text(Column column, ComparisonRow row, String kind) {
    List<String> kinds = new ArrayList<>(List.of(kind));
    String text = DisplayText.of(column.text().apply(row));
    if (PHRASES.contains(column.id())) {
      kinds.add("phrase");
      text = withoutBreaksInNumbers(text);
    }
    if (column.equals(Columns.VERDICT)
        && (row.verdict() == Verdict.FASTER || row.verdict() == Verdict.SLOWER)) {
      kinds.add(row.verdict().words());
    }
    return new Text(
        text,
        column.numeric(),
        String.join(" ", kinds).strip(),
        interval(column).map(own -> DisplayText.of(own.text().apply(row))).orElse(""));
  }

  private static String withoutBreaksInNumbers(String phrase) {
    return phrase.replace("± ", "±\u00a0").replace(" %", "\u00a0%");
  }

  private static Optional<Column> interval(Column column) {
    return Optional.ofNullable(INTERVALS.get(column));
  }

  private static List<Skipped> unmeasured(ComparisonView view) {
    return view.unmeasured().stream()
        .map(cell -> new Skipped(DisplayText.of(cell.cell().id()), DisplayText.of(cell.reason())))
        .toList();
  }

  private static CellSamples samples(CellSummary cell) {
    List<Text> titles =
        SampleColumn.all().stream()
            .map(c -> new Text(c.head().title(), c.head().numeric(), ""))
            .toList();
    List<List<Text>> rows =
        cell.samples().stream()
            .map(sample -> SampleColumn.all().stream().map(c -> text(c, sample)).toList())
            .toList();
    String summary =
        cell.samples().size()
            + (cell.samples().size() == 1 ? " sample" : " samples")
            + cell.wallNanos()
                .map(wall -> ", median " + Quantities.duration(wall.median()))
                .orElse("");
    return new CellSamples(DisplayText.of(cell.cell().id()), summary, new Table(titles, rows));
  }

  private static Text text(SampleColumn column, Sample sample) {
    String kind =
        switch (column.head().id()) {
          case "status" -> sample.status().name().toLowerCase(Locale.ROOT);
          case "ran", "reason" -> "wrap";
          default -> "";
        };
    String text = column.cell().apply(sample).text();
    return new Text(DisplayText.of(text), column.head().numeric(), kind);
  }

  private static List<FindingText> findings(Result result) throws IOException {
    return Diagnosis.read(result.folder()).findings().stream()
        .map(
            finding ->
                new FindingText(
                    finding.severity().label(),
                    DisplayText.of(FindingsText.headline(finding)),
                    DisplayText.of(finding.conclusion()),
                    DisplayText.of(FindingsText.evidence(finding)),
                    DisplayText.of(finding.remedy()),
                    DisplayText.of(finding.cell().id()),
                    finding.reference()))
        .toList();
  }

  private static Verification verification(Result result) {
    List<Text> titles =
        List.of(words("Load"), words("Hash of what was delivered"), words("Result"));
    if (result.model().isEmpty()) {
      return new Verification("Nothing was verified yet.", false, "", new Table(titles, List.of()));
    }
    ModelRecord model = result.model().get();
    long failed = model.verifications().stream().filter(v -> !v.passed()).count();
    List<List<Text>> rows = model.verifications().stream().map(ReportModel::verified).toList();
    String summary =
        rows.isEmpty()
            ? "No load was verified."
            : failed == 0
                ? "Every way of loading delivered the same weights: "
                    + rows.size()
                    + " untimed loads, each hashed and equal to the reference."
                : failed
                    + " of "
                    + rows.size()
                    + " ways of loading could not be shown to deliver the right bytes.";
    boolean external = result.cells().stream().anyMatch(cell -> cell.cell().isExternal());
    return new Verification(
        summary + (external ? " What external programs delivered nobody can see." : ""),
        failed == 0 && !rows.isEmpty(),
        model.contentHash(),
        new Table(titles, rows));
  }

  private static List<Text> verified(ModelRecord.Verification verification) {
    String hash = verification.hash();
    String problem = verification.problem();
    boolean passed = verification.passed();
    return List.of(
        words(verification.way()),
        new Text(hash == null ? "" : DisplayText.of(hash), false, "hash"),
        new Text(
            passed ? "as expected" : problem == null ? "differs" : DisplayText.of(problem),
            false,
            passed ? "verified" : "failed"));
  }

  private static List<Fact> model(ModelRecord model) {
    return List.of(
        fact("Name", model.name()),
        fact("File", model.path()),
        fact("Architecture", model.architecture()),
        fact("Files", String.valueOf(model.shards())),
        fact("Size", Quantities.bytes(model.fileBytes())),
        fact("Tensors", model.tensors() + " of " + Quantities.bytes(model.tensorBytes())),
        fact("Content hash", model.contentHash()));
  }

  private static List<FactGroup> machine(Machine machine) {
    return machine.sections().stream()
        .map(
            section ->
                new FactGroup(
                    DisplayText.of(section.title()),
                    section.rows().stream().map(ReportModel::fact).toList()))
        .toList();
  }

  private static Fact fact(Section.Row row) {
    return fact(row.title(), row.value());
  }

  private static Fact fact(String title, String value) {
    return new Fact(title, DisplayText.of(value));
  }
}
