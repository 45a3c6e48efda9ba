package org.weightbench.cli.internal.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.cli.internal.report.ReportModel.Table;
import org.weightbench.cli.internal.report.ReportModel.Text;
import org.weightbench.cli.internal.table.ComparisonView;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.PhaseMeasurement;
import org.weightbench.load.Phase;

/** Busy time and bytes of each phase, the median of a cell's verified samples. */
final class PhaseTable {

  private PhaseTable() {}

  static Table of(ComparisonView view) {
    List<ComparisonRow> rows =
        view.groups().values().stream()
            .flatMap(List::stream)
            .filter(row -> row.summary().wallNanos().isPresent())
            .toList();
    List<String> phases =
        Arrays.stream(Phase.values())
            .map(phase -> phase.name().toLowerCase(Locale.ROOT))
            .filter(phase -> rows.stream().anyMatch(row -> has(row, phase)))
            .toList();
    List<Text> titles = new ArrayList<>(List.of(ReportModel.words("Cell")));
    phases.forEach(phase -> titles.add(ReportModel.number(phase)));
    titles.add(ReportModel.number("Load time"));
    titles.add(ReportModel.words("Bound by"));
    return new Table(titles, rows.stream().map(row -> row(view, row, phases)).toList());
  }

  private static List<Text> row(ComparisonView view, ComparisonRow row, List<String> phases) {
    List<Text> cells = new ArrayList<>();
    cells.add(ReportModel.words(view.comparison().label(row)));
    for (String phase : phases) {
      cells.add(ReportModel.number(phase(row, phase)));
    }
    cells.add(
        ReportModel.number(
            row.summary().wallNanos().map(wall -> Quantities.duration(wall.median())).orElse("")));
    cells.add(ReportModel.words(bound(row)));
    return cells;
  }

  private static String phase(ComparisonRow row, String phase) {
    List<PhaseMeasurement> measured =
        row.summary().verified().stream().flatMap(m -> find(m, phase).stream()).toList();
    if (measured.isEmpty()) {
      return "";
    }
    long bytes = median(measured, PhaseMeasurement::bytes);
    String busy = Quantities.duration(median(measured, PhaseMeasurement::busyNanos));
    return bytes == 0 ? busy : busy + ", " + Quantities.bytes(bytes);
  }

  private static String bound(ComparisonRow row) {
    return row.summary().verified().stream()
        .map(Measurement::criticalPhase)
        .reduce((_, last) -> last)
        .orElse("");
  }

  private static boolean has(ComparisonRow row, String phase) {
    return row.summary().verified().stream().anyMatch(m -> find(m, phase).isPresent());
  }

  private static Optional<PhaseMeasurement> find(Measurement measurement, String phase) {
    return measurement.phases().stream()
        .filter(p -> p.phase().toLowerCase(Locale.ROOT).equals(phase))
        .findFirst();
  }

  private static long median(
      List<PhaseMeasurement> measured, ToLongFunction<PhaseMeasurement> value) {
    long[] sorted = measured.stream().mapToLong(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }
}
