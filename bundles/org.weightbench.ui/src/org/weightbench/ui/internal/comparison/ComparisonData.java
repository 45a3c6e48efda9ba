package org.weightbench.ui.internal.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.osgi.util.NLS;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.Messages;

/**
 * What the comparison view shows.
 *
 * @param comparison the comparison; empty where no result could be read
 * @param sheet what its table shows
 * @param heading the model and the settings that all rows share
 * @param warnings what may mislead or could not be read, one sentence each
 */
record ComparisonData(
    Optional<Comparison> comparison, ComparisonSheet sheet, String heading, List<String> warnings) {
  static final ComparisonData NOTHING = nothing(List.of());

  private static final int MOST_REASONS = 3;

  /**
   * Reads and compares results. It reads files: call it in a job.
   *
   * @param folders results in the order of the table
   * @param baseline what the user chose; the standard one where it is empty or not among the
   *     results
   * @param only cells that are shown; all where it is empty or holds none of the results' cells
   */
  static ComparisonData read(
      List<ResultFolder> folders, Optional<Baseline> baseline, Set<CellOfResult> only) {
    List<Result> results = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (ResultFolder folder : folders) {
      try {
        results.add(Result.read(folder));
      } catch (IOException e) {
        warnings.add(NLS.bind(Messages.comparison_unreadable, folder.name(), e.getMessage()));
      }
    }
    if (results.isEmpty()) {
      return nothing(warnings);
    }
    Comparison whole =
        baseline
            .filter(chosen -> results.stream().anyMatch(r -> r.folder().equals(chosen.folder())))
            .map(chosen -> Comparison.of(results, chosen))
            .orElseGet(() -> Comparison.of(results));
    Comparison chosen =
        only.isEmpty() ? whole : whole.only(row -> only.contains(CellOfResult.of(row)));
    int shown = chosen.rows().size();
    Comparison comparison = shown == 0 || shown == whole.rows().size() ? whole : chosen;
    comparison.warnings().stream().map(Phrases::say).forEach(warnings::add);
    warnings.addAll(notCounted(comparison));
    return new ComparisonData(
        Optional.of(comparison),
        ComparisonSheet.of(comparison),
        heading(comparison, whole),
        warnings);
  }

  private static ComparisonData nothing(List<String> warnings) {
    return new ComparisonData(
        Optional.empty(), ComparisonSheet.of(List.of(), List.of()), "", warnings);
  }

  private static String heading(Comparison comparison, Comparison whole) {
    List<String> parts = new ArrayList<>();
    if (comparison != whole) {
      parts.add(
          Messages.format(Messages.comparison_some, comparison.rows().size(), whole.rows().size()));
    }
    comparison.results().stream()
        .flatMap(result -> result.model().stream())
        .map(ComparisonData::model)
        .distinct()
        .forEach(parts::add);
    comparison
        .commonSettings()
        .forEach(
            (axis, text) ->
                parts.add(
                    NLS.bind(
                        Messages.comparison_common,
                        Phrases.say(axis.title()).toLowerCase(Locale.ROOT),
                        text)));
    return String.join(" \u00b7 ", parts);
  }

  private static String model(ModelRecord model) {
    return NLS.bind(Messages.comparison_model, model.name(), Quantities.bytes(model.tensorBytes()));
  }

  private static List<String> notCounted(Comparison comparison) {
    int count = 0;
    List<String> reasons = new ArrayList<>();
    for (ComparisonRow row : comparison.rows()) {
      count += row.summary().count(Status.UNVERIFIED) + row.summary().count(Status.FAILED);
      reasons.addAll(row.summary().reasons());
    }
    int all = count;
    return reasons.stream()
        .distinct()
        .limit(MOST_REASONS)
        .reduce((a, b) -> a + "; " + b)
        .map(text -> List.of(Messages.format(Messages.comparison_notCounted, all, text)))
        .orElse(List.of());
  }
}
