package org.weightbench.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;

/**
 * Finds for the cells of one result those of another that they can be compared with: the same
 * settings, or the same but for axes on which each result has one value of its own throughout, as
 * when a sweep was repeated with other threads. What is asked of the machine (cold or warm, what is
 * delivered) must be the same in any case.
 */
final class Counterparts {
  private final Map<List<String>, CellSummary> base = new HashMap<>();
  private final List<Axis<?>> common;

  /** Prepares to find the counterparts of one result in another. */
  Counterparts(Result of, Result in) {
    common =
        Axes.all().stream()
            .<Axis<?>>map(axis -> axis)
            .filter(axis -> axis.condition() || !differsThroughout(axis, of, in))
            .toList();
    in.cells().forEach(summary -> base.putIfAbsent(key(summary.cell()), summary));
  }

  /** Returns the cell that another one is compared with. */
  Optional<CellSummary> find(Cell cell) {
    return Optional.ofNullable(base.get(key(cell)));
  }

  private List<String> key(Cell cell) {
    return common.stream().map(cell::text).toList();
  }

  private static boolean differsThroughout(Axis<?> axis, Result first, Result second) {
    List<String> here = values(axis, first);
    List<String> there = values(axis, second);
    return here.size() == 1 && there.size() == 1 && !here.equals(there);
  }

  private static List<String> values(Axis<?> axis, Result result) {
    return result.sampled().map(summary -> summary.cell().text(axis)).distinct().toList();
  }
}
