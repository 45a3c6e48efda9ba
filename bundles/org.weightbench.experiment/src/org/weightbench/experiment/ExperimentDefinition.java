package org.weightbench.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked: a model, the values swept on each axis, and how often each cell is measured.
 *
 * @param name short name; result folders begin with it
 * @param model where the model comes from
 * @param sweep canonical texts by axis name, in the order of {@link Axes#all()}; an axis that is
 *     not swept has its standard value alone
 * @param repetitions samples of each cell, at least 1
 * @param seed seed of the order of samples
 */
public record ExperimentDefinition(
    String name, ModelSource model, Map<String, List<String>> sweep, int repetitions, long seed) {

  /** Samples of each cell when nothing is said. */
  public static final int STANDARD_REPETITIONS = 5;

  /** Seed of the order when nothing is said. */
  public static final long STANDARD_SEED = 1;

  /** Completes the sweep with standard values and puts it in order. */
  public ExperimentDefinition {
    if (repetitions < 1) {
      throw new IllegalArgumentException(
          "repetitions: found " + repetitions + ", expected 1 or more");
    }
    Map<String, List<String>> complete = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.all()) {
      List<String> values = sweep.getOrDefault(axis.name(), List.of());
      complete.put(
          axis.name(), values.isEmpty() ? List.of(axis.standardText()) : List.copyOf(values));
    }
    sweep = Collections.unmodifiableMap(complete);
  }

  /**
   * Returns the sweep for someone who only names a model: every strategy, cold and warm. It takes
   * some minutes and tells how the strategies compare.
   */
  public static Map<String, List<String>> standardSweep() {
    return Map.of(
        Axes.STRATEGY.name(),
        Axes.STRATEGY.choices(),
        Axes.CACHE.name(),
        List.of(CacheState.COLD.label(), CacheState.WARM.label()));
  }

  /** Returns all combinations of the swept values, the last axis turning fastest. */
  public List<Cell> combinations() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : sweep.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> start : combinations) {
        for (String value : axis.getValue()) {
          Map<String, String> next = new LinkedHashMap<>(start);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      combinations = longer;
    }
    return combinations.stream().map(Cell::new).toList();
  }
}
