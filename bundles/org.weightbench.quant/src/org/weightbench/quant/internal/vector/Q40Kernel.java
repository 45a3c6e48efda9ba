package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
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
import jdk.incubator.vector.VectorOperators;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Layouts;

/** Q4_0. */
final class Q40Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 18L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 16; i += COUNT) {
        IntVector pairs =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, ALL, from + 2 + i, LITTLE_ENDIAN)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
        FloatVector lower =
            (FloatVector) pairs.and(15).sub(8).convertShape(VectorOperators.I2F, FLOATS, 0);
        FloatVector upper =
            (FloatVector)
                pairs
                    .lanewise(VectorOperators.LSHR, 4)
                    .sub(8)
                    .convertShape(VectorOperators.I2F, FLOATS, 0);
        lower.mul(scale).intoMemorySegment(ALL, to + 4L * i, LITTLE_ENDIAN);
        upper.mul(scale).intoMemorySegment(ALL, to + 64 + 4L * i, LITTLE_ENDIAN);
      }
    }
    return whole;
  }
}
