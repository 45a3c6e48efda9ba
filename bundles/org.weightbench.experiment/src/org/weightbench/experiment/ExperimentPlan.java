package org.weightbench.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What will be run, in order: every repetition is a block that holds each cell once, in an order of
 * its own that the seed decides, so that slow drift of the machine hits all cells alike.
 *
 * @param definition what was asked
 * @param cells the cells that can be run, in the order of the definition
 * @param skipped the combinations that cannot be, with the reason
 * @param runs the runs of all repetitions in order; where a precision is asked for more blocks may
 *     follow
 */
public record ExperimentPlan(
    ExperimentDefinition definition, List<Cell> cells, List<SkippedCell> skipped, List<Run> runs) {

  /** Copies the lists. */
  public ExperimentPlan {
    cells = List.copyOf(cells);
    skipped = List.copyOf(skipped);
    runs = List.copyOf(runs);
  }

  /**
   * One load that is planned.
   *
   * @param number place in the plan, from 1; it identifies the sample in the result folder
   * @param cell the settings
   * @param repetition repetition of the cell, from 1
   */
  public record Run(int number, Cell cell, int repetition) {}

  /**
   * A combination that will not be run.
   *
   * @param cell the settings
   * @param reason why it cannot be
   */
  public record SkippedCell(Cell cell, String reason) {}

  /**
   * What the plan reads.
   *
   * @param samples number of samples
   * @param logicalBytes bytes that the loads deliver, before dequantizing
   * @param deviceBytes bytes that must come from the device: those of samples that start cold
   */
  public record Cost(int samples, long logicalBytes, long deviceBytes) {
    /**
     * Tells what runs read.
     *
     * @param storedBytes bytes in the file of the tensors that a cell loads
     */
    public static Cost of(List<Run> runs, ToLongFunction<Cell> storedBytes) {
      long logical = 0;
      long cold = 0;
      for (Run run : runs) {
        long bytes = storedBytes.applyAsLong(run.cell());
        logical = Math.addExact(logical, bytes);
        cold += run.cell().value(Axes.CACHE).startsCold() ? bytes : 0;
      }
      return new Cost(runs.size(), logical, cold);
    }
  }

  /**
   * Plans a definition.
   *
   * @param unavailable tells why the machine cannot run a cell, or nothing when it can
   */
  public static ExperimentPlan of(
      ExperimentDefinition definition, Function<Cell, Optional<String>> unavailable) {
    List<Cell> cells = new ArrayList<>();
    List<SkippedCell> skipped = new ArrayList<>();
    for (Cell cell : definition.combinations()) {
      Optional<String> reason = cell.contradiction().or(() -> unavailable.apply(cell));
      if (reason.isPresent()) {
        skipped.add(new SkippedCell(cell, reason.get()));
      } else {
        cells.add(cell);
      }
    }
    skipped.addAll(replaced(definition, cells, skipped));
    return new ExperimentPlan(
        definition, cells, skipped, runs(definition, cells, definition.repetitions()));
  }

  /** Returns what was asked for and is measured otherwise, where no skipped cell tells so. */
  private static List<SkippedCell> replaced(
      ExperimentDefinition definition, List<Cell> cells, List<SkippedCell> skipped) {
    Set<Cell> measured = new HashSet<>(cells);
    skipped.forEach(told -> measured.remove(told.cell().withoutIdleSettings()));
    List<SkippedCell> replaced = new ArrayList<>();
    definition
        .replaced()
        .forEach(
            (cell, plain) -> {
              if (measured.contains(plain)) {
                cell.contradiction()
                    .ifPresent(reason -> replaced.add(new SkippedCell(cell, reason)));
              }
            });
    return replaced;
  }

  /**
   * Returns the runs up to a number of repetitions. Whatever the number, a run has the same place
   * and cell: more repetitions only add blocks at the end.
   *
   * @param repetitions at least 1
   */
  public List<Run> runs(int repetitions) {
    return runs(definition, cells, repetitions);
  }

  private static List<Run> runs(
      ExperimentDefinition definition, List<Cell> cells, int repetitions) {
    List<Run> runs = new ArrayList<>();
    Random random = new Random(definition.seed());
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      List<Cell> block = new ArrayList<>(cells);
      Collections.shuffle(block, random);
      for (Cell cell : block) {
        runs.add(new Run(runs.size() + 1, cell, repetition));
      }
    }
    return runs;
  }

  /**
   * Tells what the plan reads where every cell loads the whole model.
   *
   * @param modelBytes bytes of the model's tensors
   */
  public Cost cost(long modelBytes) {
    return cost(_ -> modelBytes);
  }

  /**
   * Tells what the plan reads.
   *
   * @param storedBytes bytes in the file of the tensors that a cell loads
   */
  public Cost cost(ToLongFunction<Cell> storedBytes) {
    return Cost.of(runs, storedBytes);
  }
}
