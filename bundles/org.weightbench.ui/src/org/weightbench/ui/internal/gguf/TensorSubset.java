package org.weightbench.ui.internal.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.TensorSelection;

/** Says in the words of {@link TensorSelection} which tensors somebody selected. */
final class TensorSubset {
  private TensorSubset() {}

  /**
   * Returns the selection: whole layers by number, anything else by the names.
   *
   * @param selected some tensors of the model, at least one
   * @param all all its tensors
   */
  static TensorSelection of(List<TensorInfo> selected, List<TensorInfo> all) {
    Set<TensorInfo> chosen = Set.copyOf(selected);
    if (chosen.containsAll(all)) {
      return TensorSelection.ALL;
    }
    NavigableSet<Integer> layers = new TreeSet<>();
    selected.forEach(tensor -> tensor.layer().ifPresent(layers::add));
    boolean whole =
        selected.stream().allMatch(tensor -> tensor.layer().isPresent())
            && all.stream()
                .filter(tensor -> tensor.layer().isPresent())
                .filter(tensor -> layers.contains(tensor.layer().getAsInt()))
                .allMatch(chosen::contains);
    return TensorSelection.of(whole ? "layers=" + ranges(layers) : "regex=" + names(selected));
  }

  private static String names(List<TensorInfo> tensors) {
    return tensors.stream()
        .map(tensor -> tensor.name().replaceAll("[^\\p{L}\\p{N}_/-]", "\\\\$0"))
        .map(name -> name.replaceAll("\\\\[\\s,]", "."))
        .collect(Collectors.joining("|"));
  }

  /** Joins neighbours: 0, 1, 2 and 8 become {@code 0-2+8}. */
  private static String ranges(NavigableSet<Integer> layers) {
    List<String> ranges = new ArrayList<>();
    int first = layers.first();
    for (int layer : layers) {
      if (!layers.contains(layer + 1)) {
        ranges.add(first == layer ? String.valueOf(layer) : first + "-" + layer);
        Integer next = layers.higher(layer);
        first = next == null ? layer : next;
      }
    }
    return String.join("+", ranges);
  }
}
