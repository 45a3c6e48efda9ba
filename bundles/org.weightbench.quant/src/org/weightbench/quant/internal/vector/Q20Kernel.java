package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.weightbench.quant.internal.BlockKernel;

/** Q2_0; 16 weights are one int, shifted by as much as each lane needs. */
final class Q20Kernel implements BlockKernel {
  private static final IntVector SHIFTS = IntVector.zero(INTS).addIndex(2);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 18L * block;
      long to = target + 256L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          int sixteen = 2 * half + quarter;
          int quants = ALL.get(I32, from + 2 + 4L * sixteen);
          for (int i = 0; i < 16; i += COUNT) {
            IntVector shifted = IntVector.broadcast(INTS, quants >>> 2 * i).lanewise(LSHR, SHIFTS);
            FloatVector weights = (FloatVector) shifted.and(3).sub(1).convertShape(I2F, FLOATS, 0);
            weights.mul(scale).intoMemorySegment(ALL, to + 64L * sixteen + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }
}
