package org.weightbench.quant.internal;

import static org.weightbench.quant.internal.Memory.ALL;

import org.weightbench.quant.FloatFormat;

/** Dequantizes to BF16: to F32 in a scratch that stays in the first cache, then rounded. */
final class BrainFloatDequantizer extends BlockDequantizer {
  private final BlockDequantizer floats;
  private final FloatScratch scratch;
  private final int blocksAtOnce;

  BrainFloatDequantizer(BlockDequantizer floats, FloatScratch scratch) {
    super(floats.type(), FloatFormat.BF16);
    this.floats = floats;
    this.scratch = scratch;
    this.blocksAtOnce = FloatScratch.FLOATS / floats.type().blockWeights();
  }

  @Override
  public String kernelName() {
    return floats.kernelName();
  }

  @Override
  public void warmUp() {
    floats.warmUp();
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long rounded = scratch.address();
    for (int done = 0; done < blocks; done += blocksAtOnce) {
      int count = Math.min(blocksAtOnce, blocks - done);
      floats.kernel(source + sourceBytes(done), rounded, count);
      round(rounded, target + targetBytes(done), count * type().blockWeights());
    }
  }

  private static void round(long floats, long target, int count) {
    for (int i = 0; i < count; i++) {
      int nearest = BrainFloats.nearest(ALL.get(Layouts.I32, floats + 4L * i));
      ALL.set(Layouts.I16, target + 2L * i, (short) nearest);
    }
  }
}
