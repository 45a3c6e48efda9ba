package org.weightbench.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which combinations of the swept values are cells. First the values are combined: all with all, or
 * one at a time around a base, paired axes going together. Of these combinations {@code exclude}
 * takes some away, {@code only} keeps some, and {@code random} draws some of the rest.
 *
 * @param exclude combinations that fit one of these are left out
 * @param only combinations that fit none of these are left out; no pattern keeps all
 * @param pairs groups of axes, by name, whose values go together: the first with the first, the
 *     second with the second; all axes of a group have equally many values and none is in two
 * @param around base settings by axis name of a sweep that changes one axis at a time; an axis that
 *     is not named has its first swept value there. Empty to combine all with all
 * @param random how many of the remaining combinations are drawn, by the definition's seed; empty
 *     for all
 */
public record SweepRules(
    List<CellPattern> exclude,
    List<CellPattern> only,
    List<List<String>> pairs,
    Optional<Map<String, String>> around,
    OptionalInt random) {

  /** Every combination is a cell. */
  public static final SweepRules GRID =
      new SweepRules(List.of(), List.of(), List.of(), Optional.empty(), OptionalInt.empty());

  /** Copies the collections. */
  public SweepRules {
    exclude = List.copyOf(exclude);
    only = List.copyOf(only);
    pairs = pairs.stream().map(List::copyOf).toList();
    around = around.map(Map::copyOf);
  }

  /** Returns these rules with others about which combinations are left out. */
  public SweepRules withPatterns(List<CellPattern> excluded, List<CellPattern> kept) {
    return new SweepRules(excluded, kept, pairs, around, random);
  }

  /** Returns these rules with groups of axes that go together. */
  public SweepRules withPairs(List<List<String>> groups) {
    return new SweepRules(exclude, only, groups, around, random);
  }

  /** Returns these rules with a base around which one axis at a time is changed. */
  public SweepRules withAround(Map<String, String> base) {
    return new SweepRules(exclude, only, pairs, Optional.of(base), random);
  }

  /** Returns these rules with a number of combinations that are drawn. */
  public SweepRules withRandom(int count) {
    return new SweepRules(exclude, only, pairs, around, OptionalInt.of(count));
  }

  /**
   * Tells the first reason why these rules do not suit a sweep, as a sentence; empty when they do.
   *
   * @param sweep values of every axis by its name
   */
  public Optional<String> problem(Map<String, List<String>> sweep) {
    Set<String> paired = new HashSet<>();
    for (List<String> group : pairs) {
      if (group.size() < 2) {
        return Optional.of("pair: found " + group + ", expected two axes or more");
      }
      for (String axis : group) {
        if (!sweep.containsKey(axis)) {
          return Optional.of("pair: found '" + axis + "', expected an axis");
        }
        if (!paired.add(axis)) {
          return Optional.of("pair: " + axis + " stands there twice, expected once");
        }
        int first = sweep.get(group.getFirst()).size();
        int here = sweep.get(axis).size();
        if (here != first) {
          return Optional.of(
              "pair: "
                  + group.getFirst()
                  + " has "
                  + first
                  + (first == 1 ? " value and " : " values and ")
                  + axis
                  + " has "
                  + here
                  + ", expected equally many");
        }
      }
    }
    if (random.isPresent() && random.getAsInt() < 1) {
      return Optional.of("random: found " + random.getAsInt() + ", expected 1 or more");
    }
    return Optional.empty();
  }

  /** Tells how many combinations {@link #combine} makes of a sweep; at most the largest number. */
  long combined(Map<String, List<String>> sweep) {
    long product = 1;
    long sum = 1;
    for (List<Map<String, String>> steps : dimensions(sweep)) {
      product = Math.min(Long.MAX_VALUE / steps.size(), product) * steps.size();
      sum += steps.size();
    }
    return around.isPresent() ? sum : product;
  }

  /**
   * Combines values, the last axis turning fastest, and leaves out what these rules leave out,
   * without drawing any.
   */
  List<Cell> combine(Map<String, List<String>> sweep) {
    List<List<Map<String, String>>> dimensions = dimensions(sweep);
    return around
        .map(base -> oneAtATime(dimensions, base))
        .orElseGet(() -> grid(dimensions))
        .stream()
        .map(Cell::new)
        .distinct()
        .filter(cell -> exclude.stream().noneMatch(pattern -> pattern.matches(cell)))
        .filter(cell -> only.isEmpty() || only.stream().anyMatch(pattern -> pattern.matches(cell)))
        .toList();
  }

  /** What turns on its own: an axis, or a group of paired ones, with all its steps. */
  private List<List<Map<String, String>>> dimensions(Map<String, List<String>> sweep) {
    List<List<Map<String, String>>> dimensions = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String axis : sweep.keySet()) {
      if (done.contains(axis)) {
        continue;
      }
      List<String> group =
          pairs.stream().filter(pair -> pair.contains(axis)).findFirst().orElse(List.of(axis));
      done.addAll(group);
      List<Map<String, String>> steps = new ArrayList<>();
      for (int step = 0; step < sweep.get(axis).size(); step++) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String member : group) {
          settings.put(member, sweep.get(member).get(step));
        }
        steps.add(settings);
      }
      dimensions.add(steps);
    }
    return dimensions;
  }

  private static List<Map<String, String>> grid(List<List<Map<String, String>>> dimensions) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (List<Map<String, String>> steps : dimensions) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> start : combinations) {
        for (Map<String, String> step : steps) {
          longer.add(with(start, step));
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<Map<String, String>> oneAtATime(
      List<List<Map<String, String>>> dimensions, Map<String, String> named) {
    Map<String, String> base = new LinkedHashMap<>();
    dimensions.forEach(steps -> base.putAll(steps.getFirst()));
    base.putAll(named);
    List<Map<String, String>> combinations = new ArrayList<>(List.of(base));
    for (List<Map<String, String>> steps : dimensions) {
      if (steps.size() > 1) {
        steps.forEach(step -> combinations.add(with(base, step)));
      }
    }
    return combinations;
  }

  private static Map<String, String> with(Map<String, String> start, Map<String, String> more) {
    Map<String, String> both = new LinkedHashMap<>(start);
    both.putAll(more);
    return both;
  }
}
