package org.weightbench.quant.internal;

import org.weightbench.quant.FloatFormat;

/** Dequantizes to BF16: to F32 in a scratch that stays in the first cache, then rounded. */
final class BrainFloatDequantizer extends BlockDequantizer {
  private final BlockDequantizer floats;
  private final BlockDequantizer rounding;
  private final FloatScratch scratch;
  private final int blocksAtOnce;

  BrainFloatDequantizer(BlockDequantizer floats, BlockDequantizer rounding, FloatScratch scratch) {
    super(floats.type(), FloatFormat.BF16);
    this.floats = floats;
    this.rounding = rounding;
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
    rounding.warmUp();
  }

  @Override
  void warmBeside() {
    floats.warmBeside();
    rounding.warmBeside();
  }

  @Override
  void kernel(long source, long target, int blocks) {
    long rounded = scratch.address();
    for (int done = 0; done < blocks; done += blocksAtOnce) {
      int count = Math.min(blocksAtOnce, blocks - done);
      floats.kernel(source + sourceBytes(done), rounded, count);
      rounding.kernel(rounded, target + targetBytes(done), count * type().blockWeights());
    }
  }
}
