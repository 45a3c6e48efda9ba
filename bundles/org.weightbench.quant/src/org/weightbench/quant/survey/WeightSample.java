package org.weightbench.quant.survey;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.ModelTraits;
import org.weightbench.quant.TensorRole;

/**
 * Weights out of all of a model's matrices that are quantized, each with its share, in pieces that
 * lie evenly spread over the matrix. The pieces are parts of the mapped file.
 */
record WeightSample(List<Piece> pieces) {
  /** Weights of a whole piece: whole blocks of every type. */
  static final int PIECE_WEIGHTS = 1 << 16;

  /**
   * A part of a tensor.
   *
   * @param role what a mix looks at
   * @param type the type that it is stored in
   * @param blocks its blocks
   * @param weights number of weights, at most {@link #PIECE_WEIGHTS}
   */
  record Piece(TensorRole role, TensorType type, MemorySegment blocks, int weights) {}

  /** Takes about so many weights, but at least one piece of each matrix. */
  static WeightSample of(GgufModel model, long weights) {
    ModelTraits traits = ModelTraits.of(model);
    List<TensorInfo> matrices =
        model.tensors().stream()
            .filter(tensor -> role(tensor, traits).quantizable())
            .filter(tensor -> tensor.type().isPresent())
            .filter(tensor -> tensor.weights() > 0)
            .toList();
    long all = matrices.stream().mapToLong(TensorInfo::weights).sum();
    double share = Math.min(1, (double) weights / Math.max(1, all));
    List<Piece> pieces = new ArrayList<>();
    for (TensorInfo tensor : matrices) {
      TensorType type = tensor.type().orElseThrow();
      MemorySegment data = model.data(tensor);
      long there = Math.ceilDiv(tensor.weights(), PIECE_WEIGHTS);
      long taken = Math.clamp(Math.round(share * there), 1, there);
      for (long i = 0; i < taken; i++) {
        long start = i * there / taken * PIECE_WEIGHTS;
        int count = (int) Math.min(PIECE_WEIGHTS, tensor.weights() - start);
        MemorySegment blocks = data.asSlice(type.bytesFor(start), type.bytesFor(count));
        pieces.add(new Piece(role(tensor, traits), type, blocks, count));
      }
    }
    return new WeightSample(List.copyOf(pieces));
  }

  /** Returns the number of weights. */
  long weights() {
    return pieces.stream().mapToLong(Piece::weights).sum();
  }

  private static TensorRole role(TensorInfo tensor, ModelTraits traits) {
    return new TensorRole(tensor.name(), tensor.shape(), traits);
  }
}
