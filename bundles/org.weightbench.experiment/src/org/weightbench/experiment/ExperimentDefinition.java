package org.weightbench.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;

/**
 * What is asked: a model, the values swept on each axis, which of their combinations are cells, and
 * how often each cell is measured.
 *
 * @param name short name; result folders begin with it
 * @param model where the model comes from
 * @param sweep canonical texts by axis name, in the order of {@link Axes#all()}; an axis that is
 *     not swept has its standard value alone
 * @param rules which combinations of these values are cells
 * @param repetitions samples of each cell, at least 1
 * @param precision how well each cell is to be known; empty to take the repetitions and no more
 * @param budget time after which no sample is begun any more; empty for as long as it takes
 * @param seed seed of the order of samples and of what is drawn
 */
public record ExperimentDefinition(
    String name,
    ModelSource model,
    Map<String, List<String>> sweep,
    SweepRules rules,
    int repetitions,
    Optional<Precision> precision,
    Optional<Duration> budget,
    long seed) {

  /**
   * Samples of each cell when nothing is said. Eight of a cell whose loads scatter by 2 % show a
   * difference of 5 % at the 2 % level in 98 of 100 comparisons, seven in 95 and five in 74; and
   * samples that do not overlap at all show it among 128 comparisons at once (2 / C(16, 8) × 128 is
   * below 2 %), those of five among 2.
   */
  public static final int STANDARD_REPETITIONS = 8;

  /** Seed of the order when nothing is said. */
  public static final long STANDARD_SEED = 1;

  /** Most combinations of a sweep. */
  public static final int MAX_COMBINATIONS = 100_000;

  /**
   * Completes the sweep with standard values and puts it in order.
   *
   * @throws IllegalArgumentException when a value is out of range or the parts do not fit together,
   *     with the reason as a sentence
   */
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
    Optional<String> problem = rules.problem(sweep);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
    long combined = rules.combined(sweep);
    if (combined > MAX_COMBINATIONS) {
      throw new IllegalArgumentException(
          "sweep: found "
              + combined
              + " combinations, expected at most "
              + MAX_COMBINATIONS
              + "; sweep fewer values, or 'pair' axes, or change one at a time 'around' a base");
    }
  }

  /** Asks for every combination of the swept values, each measured a number of times. */
  public ExperimentDefinition(
      String name, ModelSource model, Map<String, List<String>> sweep, int repetitions, long seed) {
    this(
        name, model, sweep, SweepRules.GRID, repetitions, Optional.empty(), Optional.empty(), seed);
  }

  /** Returns this definition with another sweep, and rules for it. */
  public ExperimentDefinition withSweep(
      Map<String, List<String>> otherSweep, SweepRules otherRules) {
    return new ExperimentDefinition(
        name, model, otherSweep, otherRules, repetitions, precision, budget, seed);
  }

  /** Returns this definition with another effort for each cell and in all. */
  public ExperimentDefinition withEffort(
      int otherRepetitions, Optional<Precision> otherPrecision, Optional<Duration> otherBudget) {
    return new ExperimentDefinition(
        name, model, sweep, rules, otherRepetitions, otherPrecision, otherBudget, seed);
  }

  /** Returns this definition with another seed. */
  public ExperimentDefinition withSeed(long otherSeed) {
    return new ExperimentDefinition(
        name, model, sweep, rules, repetitions, precision, budget, otherSeed);
  }

  /** Returns the samples of a cell after which none is added. */
  public int mostRepetitions() {
    return precision
        .map(wanted -> Math.max(repetitions, wanted.mostRepetitions()))
        .orElse(repetitions);
  }

  /**
   * Returns the sweep for someone who only names a model: every strategy, cold and warm. It takes
   * some minutes and tells how the strategies compare.
   */
  public static Map<String, List<String>> standardSweep() {
    return Map.of(
        Axes.STRATEGY.name(),
        Strategies.all().stream().map(Strategy::name).toList(),
        Axes.CACHE.name(),
        List.of(CacheState.COLD.label(), CacheState.WARM.label()));
  }

  /**
   * Returns the combinations of the swept values that the rules keep, the last axis turning
   * fastest. Where a setting makes no difference to a combination, such as the queue depth to a
   * strategy that has none, only one of the equal combinations remains without {@linkplain
   * Cell#contradiction contradiction}, with the standard value there.
   */
  public List<Cell> combinations() {
    List<Cell> combined = rules.combine(sweep);
    Map<Cell, Cell> replaced = replaced(combined);
    List<Cell> cells = combined.stream().map(cell -> replaced.getOrDefault(cell, cell)).toList();
    return rules.random().isPresent() ? drawn(cells, rules.random().getAsInt()) : cells;
  }

  /**
   * Returns the combinations of the swept values that {@link #combinations()} replaces, since a
   * setting makes no difference to them: each with the one, which nobody asked for, that has the
   * standard value there.
   */
  Map<Cell, Cell> replaced() {
    return replaced(rules.combine(sweep));
  }

  private static Map<Cell, Cell> replaced(List<Cell> combined) {
    Set<Cell> known = new HashSet<>(combined);
    Map<Cell, Cell> replaced = new LinkedHashMap<>();
    for (Cell cell : combined) {
      Cell plain = cell.withoutIdleSettings();
      if (known.add(plain)) {
        replaced.put(cell, plain);
      }
    }
    return replaced;
  }

  /** Draws among those that can be, and keeps their order. */
  private List<Cell> drawn(List<Cell> cells, int count) {
    List<Cell> possible =
        new ArrayList<>(cells.stream().filter(cell -> cell.contradiction().isEmpty()).toList());
    Collections.shuffle(possible, new Random(seed));
    Set<Cell> chosen = new HashSet<>(possible.subList(0, Math.min(count, possible.size())));
    return cells.stream().filter(chosen::contains).toList();
  }
}
