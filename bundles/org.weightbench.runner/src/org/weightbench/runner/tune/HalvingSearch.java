package org.weightbench.runner.tune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.weightbench.experiment.Cell;
import org.weightbench.runner.tune.Surrogate.Belief;

/**
 * Decides which cells to measure so that the best one is found with few samples: successive halving
 * over blocks in random order (Jamieson and Talwalkar 2016). The first block is a random part of
 * the cells. Each later block holds far fewer, and ever fewer: those that may be best by what the
 * samples of all cells say, for settings that are alike load alike; the fewer samples are left, the
 * more what is known counts and the less what may be hoped for. So hardly a sample is taken that
 * what is known by then does not ask for. A cell whose samples fail is left out.
 *
 * <p>The search only decides; who measures tells it the values. Not thread-safe.
 */
public final class HalvingSearch {
  private static final double FIRST_SHARE = 0.25;
  private static final int LEAST_FIRST = 8;
  private static final int BLOCKS = 32;
  private static final int FINALISTS = 2;
  private static final double HOPE = 2;

  private final List<Cell> cells;
  private final Random random;
  private final int firstBlock;
  private final Surrogate surrogate;
  private final Map<Cell, List<Double>> logs = new HashMap<>();
  private final Set<Cell> failed = new LinkedHashSet<>();
  private boolean began;
  private int mostLeft;

  /**
   * Starts a search.
   *
   * @param cells the cells there are, at least one
   * @param samples samples that may be taken in all, as far as is known
   * @param seed seed of all that is drawn
   */
  public HalvingSearch(List<Cell> cells, int samples, long seed) {
    this.cells = List.copyOf(cells);
    this.random = new Random(seed);
    this.firstBlock =
        Math.clamp(
            Math.round(FIRST_SHARE * samples), Math.min(LEAST_FIRST, cells.size()), cells.size());
    this.surrogate = new Surrogate(cells);
  }

  /**
   * Takes note of a value.
   *
   * @param value what is to be as small as possible, positive; empty when the sample does not count
   */
  public void measured(Cell cell, Optional<Double> value) {
    if (value.isPresent()) {
      logs.computeIfAbsent(cell, _ -> new ArrayList<>()).add(Math.log(value.get()));
    } else if (!logs.containsKey(cell)) {
      failed.add(cell);
    }
  }

  /**
   * Returns the cells to measure next, each once, in this order.
   *
   * @param left samples that may still be taken; the block is no longer
   * @return no cell when nothing is left
   */
  public List<Cell> nextBlock(int left) {
    List<Cell> block = new ArrayList<>(candidates());
    if (left <= 0 || block.isEmpty()) {
      return List.of();
    }
    Collections.shuffle(block, random);
    if (!began) {
      began = true;
      return List.copyOf(block.subList(0, Math.min(left, Math.min(firstBlock, block.size()))));
    }
    int size = Math.clamp(Math.ceilDiv(left, BLOCKS), Math.min(FINALISTS, left), left);
    mostLeft = Math.max(mostLeft, left);
    double hope = HOPE * Math.sqrt((double) left / mostLeft);
    Map<Cell, Belief> beliefs = beliefs();
    Set<Cell> best =
        new LinkedHashSet<>(
            block.stream()
                .sorted(Comparator.comparingDouble(cell -> hope(beliefs, cell, hope)))
                .limit(size)
                .toList());
    return block.stream().filter(best::contains).toList();
  }

  private static double hope(Map<Cell, Belief> beliefs, Cell cell, double hope) {
    Belief belief = beliefs.get(cell);
    return belief == null ? Double.NEGATIVE_INFINITY : belief.hope(hope);
  }

  /** Returns the measured cells with the best first; none while nothing was measured. */
  public List<Cell> ranking() {
    Map<Cell, Belief> beliefs = beliefs();
    return logs.keySet().stream()
        .sorted(Comparator.comparingDouble(cell -> beliefs.get(cell).mean()))
        .toList();
  }

  private Collection<Cell> candidates() {
    return cells.stream().filter(cell -> !failed.contains(cell)).toList();
  }

  private Map<Cell, Belief> beliefs() {
    if (logs.isEmpty()) {
      return Map.of();
    }
    List<Belief> beliefs = surrogate.beliefs(logs);
    Map<Cell, Belief> byCell = new HashMap<>();
    IntStream.range(0, cells.size()).forEach(i -> byCell.put(cells.get(i), beliefs.get(i)));
    return byCell;
  }
}
