package org.weightbench.load.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.LayerGroup;
import org.weightbench.load.PlannedTensor;

/** The order in which a model uses its tensors. */
final class LayerOrder {
  private static final int INPUT = -1;
  private static final int OUTPUT = Integer.MAX_VALUE;

  private LayerOrder() {}

  /** Returns a number that grows with the order; tensors used together have the same. */
  static int rank(TensorInfo tensor) {
    return tensor.layer().orElse(tensor.name().startsWith("output") ? OUTPUT : INPUT);
  }

  /**
   * Groups tensors in this order.
   *
   * @param freeAfter how many groups must be given back before the one of an index is loaded
   */
  static List<LayerGroup> groups(List<PlannedTensor> tensors, IntUnaryOperator freeAfter) {
    Map<Integer, List<PlannedTensor>> byRank = new TreeMap<>();
    for (PlannedTensor tensor : tensors) {
      byRank.computeIfAbsent(rank(tensor.info()), _ -> new ArrayList<>()).add(tensor);
    }
    List<LayerGroup> groups = new ArrayList<>();
    byRank.forEach(
        (rank, members) ->
            groups.add(
                new LayerGroup(
                    name(rank), layer(rank), members, freeAfter.applyAsInt(groups.size()))));
    return groups;
  }

  private static String name(int rank) {
    return switch (rank) {
      case INPUT -> "input";
      case OUTPUT -> "output";
      default -> "blk." + rank;
    };
  }

  private static OptionalInt layer(int rank) {
    return rank == INPUT || rank == OUTPUT ? OptionalInt.empty() : OptionalInt.of(rank);
  }
}
