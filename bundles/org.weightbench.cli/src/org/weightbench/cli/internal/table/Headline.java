package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Statistics;
import org.weightbench.analysis.Verdict;
import org.weightbench.experiment.Quantities;

/**
 * What is fastest under some conditions, by how much.
 *
 * @param conditions the conditions; empty where all rows have the same ones
 * @param best name of the fastest settings
 * @param time its load time with interval and rate
 * @param difference how it stands against the baseline, or the baseline against the next best
 */
public record Headline(String conditions, String best, String time, String difference) {

  /** Returns one headline for each condition under which something was measured. */
  public static List<Headline> of(ComparisonView view) {
    List<Headline> headlines = new ArrayList<>();
    for (Map.Entry<String, List<ComparisonRow>> group : view.groups().entrySet()) {
      List<ComparisonRow> measured =
          group.getValue().stream().filter(row -> row.summary().wallNanos().isPresent()).toList();
      if (!measured.isEmpty()) {
        ComparisonRow best = measured.getFirst();
        headlines.add(
            new Headline(group.getKey(), view.name(best), time(best), difference(view, measured)));
      }
    }
    return List.copyOf(headlines);
  }

  /** Returns the headline in lines for a terminal. */
  public List<String> lines() {
    String first =
        "Fastest" + (conditions.isEmpty() ? "" : " with " + conditions) + ": " + best + ", " + time;
    return difference.isEmpty() ? List.of(first) : List.of(first, "  " + difference);
  }

  private static String time(ComparisonRow row) {
    Estimate wall = row.summary().wallNanos().orElseThrow();
    Estimate rate = row.summary().bytesPerSecond().orElseThrow();
    return Quantities.duration(wall.median())
        + " (95 % interval "
        + Quantities.duration(wall.low())
        + " … "
        + Quantities.duration(wall.high())
        + "), "
        + Quantities.rate(rate.median());
  }

  private static String difference(ComparisonView view, List<ComparisonRow> measured) {
    ComparisonRow best = measured.getFirst();
    if (best.change().isPresent()) {
      return against(best, best.change().get());
    }
    if (measured.size() == 1) {
      return "";
    }
    ComparisonRow next = measured.get(1);
    Estimate shift =
        Statistics.relativeShift(
            best.summary().verifiedWallNanos(), next.summary().verifiedWallNanos());
    String role = best.verdict() == Verdict.BASELINE ? "the baseline itself; next " : "next ";
    return role + view.name(next) + " with " + words(shift);
  }

  private static String against(ComparisonRow row, Estimate change) {
    String words = words(change) + " than the baseline";
    return switch (row.verdict()) {
      case FASTER, SLOWER, BASELINE, NOT_COMPARED -> words;
      case NO_DIFFERENCE_SHOWN -> words + "; no difference is shown";
      case TOO_FEW_SAMPLES -> words + "; too few samples to show a difference";
    };
  }

  private static String words(Estimate change) {
    return String.format(
        Locale.ROOT,
        "%.1f %% %s time (95 %% interval %+.1f … %+.1f %%)",
        Math.abs(change.median()) * 100,
        change.median() < 0 ? "less" : "more",
        change.low() * 100,
        change.high() * 100);
  }
}
