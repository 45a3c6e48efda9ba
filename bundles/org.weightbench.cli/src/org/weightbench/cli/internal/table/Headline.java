package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * @param text the rest of the sentence
 */
public record Headline(String conditions, String best, String text) {

  /** Returns one headline for each condition under which something was measured. */
  public static List<Headline> of(ComparisonView view) {
    List<Headline> headlines = new ArrayList<>();
    for (Map.Entry<String, List<ComparisonRow>> group : view.groups().entrySet()) {
      List<ComparisonRow> measured =
          group.getValue().stream().filter(row -> row.summary().wallNanos().isPresent()).toList();
      if (!measured.isEmpty()) {
        headlines.add(
            new Headline(group.getKey(), view.name(measured.getFirst()), text(view, measured)));
      }
    }
    return List.copyOf(headlines);
  }

  /** Returns the whole sentence. */
  public String sentence() {
    return (conditions.isEmpty() ? "fastest: " : conditions + ", fastest: ") + best + ", " + text;
  }

  private static String text(ComparisonView view, List<ComparisonRow> measured) {
    ComparisonRow best = measured.getFirst();
    StringBuilder text = new StringBuilder(time(best));
    if (best.verdict() == Verdict.BASELINE) {
      text.append("; this is the baseline");
    } else {
      best.change().ifPresent(change -> text.append("; ").append(against(best, change)));
    }
    if (measured.size() > 1) {
      text.append("; next: ").append(next(view, best, measured.get(1)));
    }
    return text.append('.').toString();
  }

  private static String time(ComparisonRow row) {
    Estimate wall = row.summary().wallNanos().orElseThrow();
    Optional<Estimate> rate = row.summary().bytesPerSecond();
    return Quantities.duration(wall.median())
        + " (95 % interval "
        + Quantities.duration(wall.low())
        + " … "
        + Quantities.duration(wall.high())
        + rate.map(r -> ", " + Quantities.rate(r.median())).orElse("")
        + ")";
  }

  private static String against(ComparisonRow row, Estimate change) {
    String difference = difference(change) + " than the baseline";
    return switch (row.verdict()) {
      case FASTER, SLOWER -> difference;
      case NO_DIFFERENCE_SHOWN -> difference + ", but no difference is shown";
      case TOO_FEW_SAMPLES -> difference + ", but too few samples to show a difference";
      case BASELINE, NOT_COMPARED -> difference;
    };
  }

  private static String next(ComparisonView view, ComparisonRow best, ComparisonRow next) {
    Estimate shift =
        Statistics.relativeShift(
            best.summary().verifiedWallNanos(), next.summary().verifiedWallNanos());
    return view.name(next) + ", " + difference(shift);
  }

  private static String difference(Estimate change) {
    return String.format(
        Locale.ROOT,
        "%.1f %% %s time (interval %+.1f … %+.1f %%)",
        Math.abs(change.median()) * 100,
        change.median() < 0 ? "less" : "more",
        change.low() * 100,
        change.high() * 100);
  }
}
