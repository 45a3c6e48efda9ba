package org.weightbench.quant.internal;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Quantizer;

/**
 * What all quantizers share: ranges are checked once, at the door, and kernels see whole blocks.
 */
abstract class BlockQuantizer implements Quantizer {
  private final TensorType type;

  BlockQuantizer(TensorType type) {
    this.type = type;
  }

  @Override
  public final TensorType type() {
    return type;
  }

  /** Quantizes whole blocks; both ranges lie inside. */
  abstract void kernel(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int blocks);

  @Override
  public final void quantize(
      float[] source, int sourceIndex, MemorySegment target, long targetOffset, int weights) {
    long blocks = Ranges.blocks(type, weights);
    Objects.checkFromIndexSize(sourceIndex, weights, source.length);
    Objects.checkFromIndexSize(targetOffset, type.bytesFor(weights), target.byteSize());
    kernel(source, sourceIndex, target, targetOffset, (int) blocks);
  }
}
