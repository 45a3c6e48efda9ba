package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.I2F;
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
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;

/** Q5_1. */
final class Q51Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 24L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      float minimum = Float.float16ToFloat(ALL.get(I16, from + 2));
      int fifthBits = ALL.get(I32, from + 4);
      for (int i = 0; i < 16; i += COUNT) {
        IntVector pairs =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, ALL, from + 8 + i, LITTLE_ENDIAN)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        FloatVector lower =
            (FloatVector)
                pairs
                    .and(15)
                    .add(16, VectorMask.fromLong(INTS, fifthBits >>> i))
                    .convertShape(I2F, FLOATS, 0);
        FloatVector upper =
            (FloatVector)
                pairs
                    .lanewise(LSHR, 4)
                    .add(16, VectorMask.fromLong(INTS, fifthBits >>> i + 16))
                    .convertShape(I2F, FLOATS, 0);
        lower.mul(scale).add(minimum).intoMemorySegment(ALL, to + 4L * i, LITTLE_ENDIAN);
        upper.mul(scale).add(minimum).intoMemorySegment(ALL, to + 64 + 4L * i, LITTLE_ENDIAN);
      }
    }
    return whole;
  }
}
