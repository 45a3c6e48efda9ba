package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static org.weightbench.quant.internal.BrainFloats.INFINITY;
import static org.weightbench.quant.internal.BrainFloats.QUIET;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.HALF_FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.BlockKernel;

/** F32 to BF16. */
final class RoundingKernel implements BlockKernel {
  private static final VectorSpecies<Short> SHORTS = HALF_FLOATS.withLanes(short.class);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = INTS.loopBound(blocks);
    for (int i = 0; i < whole; i += COUNT) {
      IntVector bits = IntVector.fromMemorySegment(INTS, ALL, source + 4L * i, LITTLE_ENDIAN);
      IntVector upper = bits.lanewise(LSHR, 16);
      VectorMask<Integer> nan = bits.and(Integer.MAX_VALUE).compare(GT, INFINITY);
      ShortVector rounded =
          (ShortVector)
              bits.add(upper.and(1))
                  .add(0x7fff)
                  .lanewise(LSHR, 16)
                  .blend(upper.or(QUIET), nan)
                  .convertShape(I2S, SHORTS, 0);
      rounded.intoMemorySegment(ALL, target + 2L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
