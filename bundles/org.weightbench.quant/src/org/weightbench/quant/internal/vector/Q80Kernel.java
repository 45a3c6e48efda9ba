package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Layouts;

/** Q8_0. */
final class Q80Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 34L * block;
      long to = target + 128L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from));
      for (int i = 0; i < 32; i += COUNT) {
        FloatVector weights =
            (FloatVector)
                ByteVector.fromMemorySegment(BYTES, ALL, from + 2 + i, LITTLE_ENDIAN)
                    .convertShape(VectorOperators.B2F, FLOATS, 0);
        weights.mul(scale).intoMemorySegment(ALL, to + 4L * i, LITTLE_ENDIAN);
      }
    }
    return whole;
  }
}
