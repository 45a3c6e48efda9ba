package org.weightbench.cli.internal.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;

/**
 * Where the bytes of a model are.
 *
 * @param byType one for each type, largest first
 * @param byLayer one for each layer, in order
 * @param others the tensors that belong to no layer, in the order of the file
 * @param weights number of weights
 */
record ModelSizes(List<Share> byType, List<Share> byLayer, List<TensorInfo> others, long weights) {

  /**
   * Some of the tensors.
   *
   * @param name type, or number of the layer
   * @param tensors how many
   * @param weights their weights
   * @param bytes their bytes
   */
  record Share(String name, int tensors, long weights, long bytes) {
    private Share plus(TensorInfo tensor) {
      return new Share(name, tensors + 1, weights + tensor.weights(), bytes + tensor.byteSize());
    }

    /** Returns bits per weight; zero without weights. */
    double bitsPerWeight() {
      return weights == 0 ? 0 : 8.0 * bytes / weights;
    }
  }

  static ModelSizes of(GgufModel model) {
    List<TensorInfo> others = new ArrayList<>();
    List<TensorInfo> inLayers = new ArrayList<>();
    long weights = 0;
    for (TensorInfo tensor : model.tensors()) {
      weights += tensor.weights();
      (tensor.layer().isPresent() ? inLayers : others).add(tensor);
    }
    List<Share> byType =
        new ArrayList<>(shares(model.tensors(), TensorInfo::typeName, new LinkedHashMap<>()));
    byType.sort(Comparator.comparingLong(Share::bytes).reversed());
    List<Share> byLayer = shares(inLayers, tensor -> tensor.layer().orElseThrow(), new TreeMap<>());
    return new ModelSizes(List.copyOf(byType), byLayer, List.copyOf(others), weights);
  }

  private static <K> List<Share> shares(
      List<TensorInfo> tensors, Function<TensorInfo, K> key, Map<K, Share> shares) {
    for (TensorInfo tensor : tensors) {
      K name = key.apply(tensor);
      Share share = shares.computeIfAbsent(name, k -> new Share(k.toString(), 0, 0, 0));
      shares.put(name, share.plus(tensor));
    }
    return List.copyOf(shares.values());
  }
}
