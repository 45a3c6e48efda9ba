package org.weightbench.analysis.diagnosis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.diagnosis.internal.FactsReader;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * What is known of a result: its machine, its model, the ceilings and its loads.
 *
 * @param numbers those that do not belong to a load
 * @param words those that do not belong to a load
 * @param loads in the order of the result
 */
public record Facts(Map<Measure, Double> numbers, Map<Word, String> words, List<LoadFacts> loads) {

  private static final int TIMELINES_OF_A_CELL = 3;

  /** Copies the collections. */
  public Facts {
    numbers = Map.copyOf(numbers);
    words = Map.copyOf(words);
    loads = List.copyOf(loads);
  }

  /**
   * Reads the facts of a result.
   *
   * @param ceilings what the hardware can do, where that was measured
   */
  public static Facts of(Result result, Optional<Ceilings> ceilings) {
    return FactsReader.read(result, ceilings, Map.of());
  }

  /**
   * Reads the facts of a result folder, with its ceilings and the timelines of the last samples of
   * each cell.
   *
   * @throws IOException when one of its files cannot be read
   */
  public static Facts read(ResultFolder folder) throws IOException {
    Result result = Result.read(folder);
    Map<Integer, Timeline> timelines = new HashMap<>();
    for (CellSummary cell : result.cells()) {
      List<Sample> samples = cell.samples();
      int first = Math.max(0, samples.size() - TIMELINES_OF_A_CELL);
      for (Sample sample : samples.subList(first, samples.size())) {
        folder.timeline(sample.run()).ifPresent(t -> timelines.put(sample.run(), t));
      }
    }
    return FactsReader.read(result, folder.ceilings(), timelines);
  }

  /**
   * Returns the loads that are judged: under each condition the fastest, since the slower ones of a
   * sweep are slow on purpose, and every one whose samples do not count.
   */
  public List<Subject> subjects() {
    Map<List<String>, LoadFacts> fastest = new LinkedHashMap<>();
    List<Subject> subjects = new ArrayList<>();
    for (LoadFacts load : loads) {
      if (load.verified() && load.numbers().containsKey(Measure.LOAD_SECONDS)) {
        fastest.merge(conditions(load), load, Facts::faster);
      } else {
        subjects.add(new Subject(this, load));
      }
    }
    fastest.values().forEach(load -> subjects.add(new Subject(this, load)));
    return subjects;
  }

  /** Returns the loads of some cells, with everything that is known around them. */
  public List<Subject> subjects(Set<Cell> cells) {
    return loads.stream()
        .filter(load -> cells.contains(load.cell()))
        .map(load -> new Subject(this, load))
        .toList();
  }

  private static LoadFacts faster(LoadFacts first, LoadFacts second) {
    return Comparator.<LoadFacts>comparingDouble(l -> l.numbers().get(Measure.LOAD_SECONDS))
                .compare(first, second)
            <= 0
        ? first
        : second;
  }

  private static List<String> conditions(LoadFacts load) {
    return Axes.all().stream().filter(Axis::condition).map(load.cell()::text).toList();
  }
}
