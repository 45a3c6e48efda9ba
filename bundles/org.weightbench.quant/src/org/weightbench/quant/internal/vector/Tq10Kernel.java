package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.weightbench.quant.internal.BlockKernel;

/**
 * TQ1_0. Three times a fraction is a digit and, in the lower eight bits, the fraction that holds
 * the next ones.
 */
final class Tq10Kernel implements BlockKernel {
  private static final int[] LAST_SHIFTS = {0, 8, 16, 24, 0, 8, 16, 24, 0, 8, 16, 24, 0, 8, 16, 24};
  private static final int[] LAST_POWERS = {1, 1, 1, 1, 3, 3, 3, 3, 9, 9, 9, 9, 27, 27, 27, 27};

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 54L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from + 52));
      for (int i = 0; i < 48; i += COUNT) {
        long stride = i < 32 ? 128 : 64;
        long floats = to + 4L * i + (i < 32 ? 0 : 512);
        IntVector bytes =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, ALL, from + i, LITTLE_ENDIAN)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        IntVector product0 = bytes.lanewise(LSHL, 1).add(bytes);
        FloatVector digit0 =
            (FloatVector) product0.lanewise(LSHR, 8).sub(1).convertShape(I2F, FLOATS, 0);
        digit0.mul(scale).intoMemorySegment(ALL, floats, LITTLE_ENDIAN);
        IntVector fraction1 = product0.and(255);
        IntVector product1 = fraction1.lanewise(LSHL, 1).add(fraction1);
        FloatVector digit1 =
            (FloatVector) product1.lanewise(LSHR, 8).sub(1).convertShape(I2F, FLOATS, 0);
        digit1.mul(scale).intoMemorySegment(ALL, floats + stride, LITTLE_ENDIAN);
        IntVector fraction2 = product1.and(255);
        IntVector product2 = fraction2.lanewise(LSHL, 1).add(fraction2);
        FloatVector digit2 =
            (FloatVector) product2.lanewise(LSHR, 8).sub(1).convertShape(I2F, FLOATS, 0);
        digit2.mul(scale).intoMemorySegment(ALL, floats + 2 * stride, LITTLE_ENDIAN);
        IntVector fraction3 = product2.and(255);
        IntVector product3 = fraction3.lanewise(LSHL, 1).add(fraction3);
        FloatVector digit3 =
            (FloatVector) product3.lanewise(LSHR, 8).sub(1).convertShape(I2F, FLOATS, 0);
        digit3.mul(scale).intoMemorySegment(ALL, floats + 3 * stride, LITTLE_ENDIAN);
        IntVector fraction4 = product3.and(255);
        IntVector product4 = fraction4.lanewise(LSHL, 1).add(fraction4);
        FloatVector digit4 =
            (FloatVector) product4.lanewise(LSHR, 8).sub(1).convertShape(I2F, FLOATS, 0);
        digit4.mul(scale).intoMemorySegment(ALL, floats + 4 * stride, LITTLE_ENDIAN);
      }
      int lastBytes = ALL.get(I32, from + 48);
      for (int i = 0; i < 16; i += COUNT) {
        IntVector fractions =
            IntVector.broadcast(INTS, lastBytes)
                .lanewise(LSHR, IntVector.fromArray(INTS, LAST_SHIFTS, i))
                .mul(IntVector.fromArray(INTS, LAST_POWERS, i))
                .and(255);
        FloatVector digits =
            (FloatVector)
                fractions
                    .lanewise(LSHL, 1)
                    .add(fractions)
                    .lanewise(LSHR, 8)
                    .sub(1)
                    .convertShape(I2F, FLOATS, 0);
        digits.mul(scale).intoMemorySegment(ALL, to + 960 + 4L * i, LITTLE_ENDIAN);
      }
    }
    return whole;
  }
}
