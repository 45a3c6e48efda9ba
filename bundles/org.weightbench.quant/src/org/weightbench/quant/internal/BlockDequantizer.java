package org.weightbench.quant.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/**
 * What all dequantizers share: ranges are checked once, at the door; heap segments are staged
 * through native memory; and kernels see addresses and an int number of blocks, which keeps their
 * loops counted.
 */
abstract class BlockDequantizer implements Dequantizer {
  /**
   * Bounds the int counters of the kernels. Large, since what only copies (F32) goes past the
   * caches where it copies megabytes at once, and saves reading what it is about to overwrite.
   */
  private static final int WEIGHTS_A_CALL = 1 << 22;

  /** Bounds the staging memory. */
  private static final int WEIGHTS_STAGED = 1 << 18;

  private final TensorType type;
  private final FloatFormat format;

  BlockDequantizer(TensorType type) {
    this(type, FloatFormat.F32);
  }

  BlockDequantizer(TensorType type, FloatFormat format) {
    this.type = type;
    this.format = format;
  }

  @Override
  public final TensorType type() {
    return type;
  }

  @Override
  public final FloatFormat format() {
    return format;
  }

  @Override
  public String kernelName() {
    return "scalar";
  }

  @Override
  public void warmUp() {}

  /** Begins, on a thread beside, what {@link #warmUp} waits for, unless that was done before. */
  void warmBeside() {}

  /**
   * Dequantizes whole blocks.
   *
   * @param source address of the first block, for {@link Memory#ALL}
   * @param target address of the first float, for {@link Memory#ALL}
   * @param blocks number of blocks, at least one
   */
  abstract void kernel(long source, long target, int blocks);

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
        targetOffset, Math.multiplyExact(weights, format.bytes()), target.byteSize());
    Ranges.checkAccess(source);
    Ranges.checkAccess(target);
    Ranges.checkWritable(target);
    if (source.isNative() && target.isNative()) {
      dequantizeNative(source.address() + sourceOffset, target.address() + targetOffset, blocks);
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(target);
    } else {
      dequantizeStaged(source, sourceOffset, target, targetOffset, blocks);
    }
  }

  private void dequantizeNative(long source, long target, long blocks) {
    long from = source;
    long to = target;
    int blocksACall = WEIGHTS_A_CALL / type.blockWeights();
    for (long left = blocks; left > 0; ) {
      int count = (int) Math.min(left, blocksACall);
      kernel(from, to, count);
      from += sourceBytes(count);
      to += targetBytes(count);
      left -= count;
    }
  }

  private void dequantizeStaged(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long blocks) {
    long window = Math.min(blocks, WEIGHTS_STAGED / type.blockWeights());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stagedSource = arena.allocate(sourceBytes(window), 64);
      MemorySegment stagedTarget = arena.allocate(targetBytes(window), 64);
      for (long done = 0; done < blocks; done += window) {
        int count = (int) Math.min(window, blocks - done);
        MemorySegment.copy(
            source, sourceOffset + sourceBytes(done), stagedSource, 0, sourceBytes(count));
        kernel(stagedSource.address(), stagedTarget.address(), count);
        MemorySegment.copy(
            stagedTarget, 0, target, targetOffset + targetBytes(done), targetBytes(count));
      }
    }
  }

  final long sourceBytes(long blocks) {
    return blocks * type.blockBytes();
  }

  final long targetBytes(long blocks) {
    return blocks * type.blockWeights() * format.bytes();
  }
}
