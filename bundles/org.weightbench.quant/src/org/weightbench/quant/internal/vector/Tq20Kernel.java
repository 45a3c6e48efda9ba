package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.weightbench.quant.internal.Layouts.I16;
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

/** TQ2_0; two runs of 32 bytes, each with four weights a byte. */
final class Tq20Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 66L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from + 64));
      for (int half = 0; half < 2; half++) {
        for (int sixteen = 0; sixteen < 2; sixteen++) {
          long quants = from + 32L * half + 16L * sixteen;
          long floats = to + 512L * half + 64L * sixteen;
          for (int i = 0; i < 16; i += COUNT) {
            IntVector fours =
                (IntVector)
                    ByteVector.fromMemorySegment(BYTES, ALL, quants + i, LITTLE_ENDIAN)
                        .convertShape(ZERO_EXTEND_B2I, INTS, 0);
            FloatVector run0 = (FloatVector) fours.and(3).sub(1).convertShape(I2F, FLOATS, 0);
            FloatVector run1 =
                (FloatVector) fours.lanewise(LSHR, 2).and(3).sub(1).convertShape(I2F, FLOATS, 0);
            FloatVector run2 =
                (FloatVector) fours.lanewise(LSHR, 4).and(3).sub(1).convertShape(I2F, FLOATS, 0);
            FloatVector run3 =
                (FloatVector) fours.lanewise(LSHR, 6).sub(1).convertShape(I2F, FLOATS, 0);
            run0.mul(scale).intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            run1.mul(scale).intoMemorySegment(ALL, floats + 128 + 4L * i, LITTLE_ENDIAN);
            run2.mul(scale).intoMemorySegment(ALL, floats + 256 + 4L * i, LITTLE_ENDIAN);
            run3.mul(scale).intoMemorySegment(ALL, floats + 384 + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }
}
