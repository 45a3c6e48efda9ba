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
import org.weightbench.quant.internal.BlockKernel;

/** Q4_K. */
final class Q4kKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 144L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      float minimum = Float.float16ToFloat(ALL.get(I16, from + 2));
      int first = ALL.get(I32, from + 4);
      int second = ALL.get(I32, from + 8);
      int third = ALL.get(I32, from + 12);
      int lastScales = third & 0x0F0F0F0F | first >>> 2 & 0x30303030;
      int lastMinimums = third >>> 4 & 0x0F0F0F0F | second >>> 2 & 0x30303030;
      long scales = first & 0x3F3F3F3FL | (long) lastScales << 32;
      long minimums = second & 0x3F3F3F3FL | (long) lastMinimums << 32;
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          int pair = 2 * half + quarter;
          int lower = 16 * pair;
          float lowScale = scale * (scales >>> lower & 63);
          float lowMinimum = minimum * (minimums >>> lower & 63);
          float highScale = scale * (scales >>> lower + 8 & 63);
          float highMinimum = minimum * (minimums >>> lower + 8 & 63);
          long floats = to + 256L * pair;
          long quants = from + 16 + 32L * pair;
          for (int sixteen = 0; sixteen < 32; sixteen += 16) {
            for (int part = 0; part < 16; part += COUNT) {
              int i = sixteen + part;
              IntVector pairs =
                  (IntVector)
                      ByteVector.fromMemorySegment(BYTES, ALL, quants + i, LITTLE_ENDIAN)
                          .convertShape(ZERO_EXTEND_B2I, INTS, 0);
              FloatVector low = (FloatVector) pairs.and(15).convertShape(I2F, FLOATS, 0);
              FloatVector high = (FloatVector) pairs.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0);
              low.mul(lowScale)
                  .sub(lowMinimum)
                  .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
              high.mul(highScale)
                  .sub(highMinimum)
                  .intoMemorySegment(ALL, floats + 128 + 4L * i, LITTLE_ENDIAN);
            }
          }
        }
      }
    }
    return whole;
  }
}
