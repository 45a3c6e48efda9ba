package org.weightbench.quant.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;

/**
 * What all dequantizers share: ranges are checked once, at the door; heap segments are staged
 * through native memory; and kernels see an int number of blocks, which keeps their loops counted.
 */
abstract class BlockDequantizer implements Dequantizer {
  /** Bounds both the int counters of the kernels and the staging memory. */
  private static final int WEIGHTS_A_CALL = 1 << 18;

  private final TensorType type;
  private final int blocksACall;

  BlockDequantizer(TensorType type) {
    this.type = type;
    this.blocksACall = WEIGHTS_A_CALL / type.blockWeights();
  }

  @Override
  public final TensorType type() {
    return type;
  }

  /**
   * Dequantizes whole blocks between native segments; both ranges lie inside.
   *
   * @param blocks number of blocks, at least one
   */
  abstract void kernel(
      MemorySegment source, long sourceOffset, MemorySegment target, long targetOffset, int blocks);

  @Override
  public final void dequantize(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long weights) {
    long blocks = Ranges.blocks(type, weights);
    Objects.checkFromIndexSize(sourceOffset, type.bytesFor(weights), source.byteSize());
    Objects.checkFromIndexSize(
        targetOffset, Math.multiplyExact(weights, Float.BYTES), target.byteSize());
    if (source.isNative() && target.isNative()) {
      dequantizeNative(source, sourceOffset, target, targetOffset, blocks);
    } else {
      dequantizeStaged(source, sourceOffset, target, targetOffset, blocks);
    }
  }

  private void dequantizeNative(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long blocks) {
    long from = sourceOffset;
    long to = targetOffset;
    for (long left = blocks; left > 0; ) {
      int count = (int) Math.min(left, blocksACall);
      kernel(source, from, target, to, count);
      from += (long) count * type.blockBytes();
      to += (long) count * type.blockWeights() * Float.BYTES;
      left -= count;
    }
  }

  private void dequantizeStaged(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long blocks) {
    long window = Math.min(blocks, blocksACall);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stagedSource = arena.allocate(window * type.blockBytes(), 64);
      MemorySegment stagedTarget =
          arena.allocate(window * type.blockWeights() * Float.BYTES, 64);
      for (long done = 0; done < blocks; done += window) {
        int count = (int) Math.min(window, blocks - done);
        long sourceBytes = (long) count * type.blockBytes();
        long targetBytes = (long) count * type.blockWeights() * Float.BYTES;
        MemorySegment.copy(
            source, sourceOffset + done * type.blockBytes(), stagedSource, 0, sourceBytes);
        kernel(stagedSource, 0, stagedTarget, 0, count);
        MemorySegment.copy(
            stagedTarget,
            0,
            target,
            targetOffset + done * type.blockWeights() * Float.BYTES,
            targetBytes);
      }
    }
  }
}
