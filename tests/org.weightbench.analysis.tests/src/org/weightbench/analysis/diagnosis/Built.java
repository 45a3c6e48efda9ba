package org.weightbench.analysis.diagnosis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weightbench.experiment.Cell;

/** Facts of a load that was never measured, and what is around it. */
final class Built {
  private final Map<Measure, Double> around = new EnumMap<>(Measure.class);
  private final Map<Word, String> words = new EnumMap<>(Word.class);
  private final List<LoadFacts> loads = new ArrayList<>();

  private Built() {}

  /** Starts with what is around the loads: measures and values by turns. */
  static Built around(Object... measuresAndValues) {
    Built built = new Built();
    for (int i = 0; i < measuresAndValues.length; i += 2) {
      if (measuresAndValues[i] instanceof Measure measure) {
        built.around.put(measure, ((Number) measuresAndValues[i + 1]).doubleValue());
      } else {
        built.words.put((Word) measuresAndValues[i], (String) measuresAndValues[i + 1]);
      }
    }
    return built;
  }

  /** Adds a load whose samples count: settings such as {@code strategy=mmap,threads=2}. */
  Built load(String settings, Object... measuresAndValues) {
    return load(settings, true, measuresAndValues);
  }

  /** Adds a load whose samples do not count. */
  Built doubtful(String settings, Object... measuresAndValues) {
    return load(settings, false, measuresAndValues);
  }

  private Built load(String settings, boolean verified, Object... measuresAndValues) {
    Map<String, String> cell = new HashMap<>();
    for (String setting : settings.split(",")) {
      cell.put(setting.split("=")[0], setting.split("=")[1]);
    }
    Built numbers = around(measuresAndValues);
    loads.add(new LoadFacts(new Cell(cell), verified, numbers.around, numbers.words));
    return this;
  }

  /** Returns the ids of the findings, the first first. */
  List<String> findings() {
    return diagnosis().findings().stream().map(Finding::rule).toList();
  }

  Diagnosis diagnosis() {
    return Diagnosis.of(new Facts(around, words, loads));
  }
}
