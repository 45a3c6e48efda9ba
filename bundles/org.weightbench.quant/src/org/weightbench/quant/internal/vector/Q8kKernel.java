package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static org.weightbench.quant.internal.Layouts.F32;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import org.weightbench.quant.internal.BlockKernel;

/** Q8_K. */
final class Q8kKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 292L * block;
      long to = target + 1024L * block;
      float scale = ALL.get(F32, from);
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long quants = from + 4 + 32L * group;
            long floats = to + 128L * group;
            for (int sixteen = 0; sixteen < 32; sixteen += 16) {
              for (int part = 0; part < 16; part += COUNT) {
                int i = sixteen + part;
                ((FloatVector)
                        ByteVector.fromMemorySegment(BYTES, ALL, quants + i, LITTLE_ENDIAN)
                            .convertShape(B2F, FLOATS, 0))
                    .mul(scale)
                    .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
              }
            }
          }
        }
      }
    }
    return whole;
  }
}
