package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static org.weightbench.quant.internal.Layouts.F32;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import org.weightbench.quant.internal.BlockKernel;

/** Q8_K; the sums after the weights keep loads inside of the source. */
final class Q8kKernel implements BlockKernel {
  @Override
  public int dequantize(long source, long target, int blocks) {
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 292L * block;
      long to = target + 1024L * block;
      float scale = ALL.get(F32, from);
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          int start = 128 * half + 64 * quarter;
          for (int i = start; i < start + 64; i += COUNT) {
            FloatVector weights =
                (FloatVector)
                    ByteVector.fromMemorySegment(BYTES, ALL, from + 4 + i, LITTLE_ENDIAN)
                        .convertShape(B2F, FLOATS, 0);
            weights.mul(scale).intoMemorySegment(ALL, to + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }
}
