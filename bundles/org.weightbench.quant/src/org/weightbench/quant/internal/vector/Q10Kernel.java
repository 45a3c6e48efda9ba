package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;

/** Q1_0; bits are masks. */
final class Q10Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 18L * block;
      long to = target + 512L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          int bits = ALL.get(I32, from + 2 + 8L * half + 4L * quarter);
          long floats = to + 256L * half + 128L * quarter;
          for (int i = 0; i < 32; i += COUNT) {
            FloatVector.broadcast(FLOATS, -1)
                .blend(1, VectorMask.fromLong(FLOATS, bits >>> i))
                .mul(scale)
                .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }
}
