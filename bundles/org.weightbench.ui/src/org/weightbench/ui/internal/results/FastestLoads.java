package org.weightbench.ui.internal.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.HistoryEntry;
import org.weightbench.launching.Phrases;

/**
 * What the results of a history came to: the fastest load of each under each condition. The samples
 * of a result are read again only when they changed. Any thread may ask.
 */
final class FastestLoads {
  private final Map<ResultFolder, Known> known = new ConcurrentHashMap<>();

  /**
   * The fastest loads of a result.
   *
   * @param text one time for each condition, the first of the definition first; empty without a
   *     verified sample
   * @param settings how each was loaded where the result has several ways, one line each; or why
   *     the samples cannot be read
   * @param nanos the first of these times; empty without a verified sample
   */
  record Summary(String text, String settings, OptionalDouble nanos) {
    static final Summary NONE = new Summary("", "", OptionalDouble.empty());
  }

  private record Known(FileTime changed, long bytes, Summary summary) {}

  /**
   * Reads what changed of these results, but none that is being measured: reading takes processors
   * from the loads. It reads files: call it in a job.
   */
  Map<ResultFolder, Summary> of(List<HistoryEntry> entries) {
    Map<ResultFolder, Summary> all = new HashMap<>();
    for (HistoryEntry entry : entries) {
      if (entry.state().isAtRest() && entry.done() > 0) {
        all.put(entry.folder(), summary(entry.folder()));
      }
    }
    known.keySet().retainAll(all.keySet());
    return all;
  }

  private Summary summary(ResultFolder folder) {
    try {
      Path samples = folder.path().resolve(ResultFolder.SAMPLES);
      FileTime changed = Files.getLastModifiedTime(samples);
      long bytes = Files.size(samples);
      Known before = known.get(folder);
      if (before != null && before.changed.equals(changed) && before.bytes == bytes) {
        return before.summary;
      }
      Summary summary = of(Comparison.of(List.of(Result.read(folder))));
      known.put(folder, new Known(changed, bytes, summary));
      return summary;
    } catch (IOException e) {
      // A result may be broken, and may be renamed or deleted meanwhile.
      return new Summary("", String.valueOf(e.getMessage()), OptionalDouble.empty());
    }
  }

  private static Summary of(Comparison comparison) {
    List<Axis<?>> differing = comparison.differingAxes();
    List<Axis<?>> conditions =
        Axes.all().stream()
            .filter(axis -> axis.equals(Axes.CACHE) || axis.condition() && differing.contains(axis))
            .toList();
    List<Axis<?>> others = differing.stream().filter(axis -> !conditions.contains(axis)).toList();
    Map<String, ComparisonRow> fastest = new LinkedHashMap<>();
    for (ComparisonRow row : comparison.rows()) {
      if (row.summary().wallNanos().isPresent()) {
        String condition =
            conditions.stream()
                .map(axis -> row.summary().cell().text(axis))
                .collect(Collectors.joining(" "));
        fastest.merge(condition, row, (a, b) -> nanos(b) < nanos(a) ? b : a);
      }
    }
    List<String> texts = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    fastest.forEach(
        (condition, row) -> {
          texts.add(condition + " " + Quantities.duration(nanos(row)));
          if (!others.isEmpty()) {
            settings.add(condition + ": " + comparison.label(row, others, Phrases::say));
          }
        });
    return fastest.values().stream()
        .findFirst()
        .map(
            first ->
                new Summary(
                    String.join(", ", texts),
                    String.join("\n", settings),
                    OptionalDouble.of(nanos(first))))
        .orElse(Summary.NONE);
  }

  private static double nanos(ComparisonRow row) {
    return row.summary().wallNanos().map(Estimate::median).orElseThrow();
  }
}
