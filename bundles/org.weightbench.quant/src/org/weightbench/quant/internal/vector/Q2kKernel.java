package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.weightbench.quant.internal.Layouts.F32;
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

/**
 * Q2_K. The scales and minimums of all groups are computed at once and lie in the places of the
 * last block's groups 13 and 15, which are written last.
 */
final class Q2kKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 84L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from + 80));
      float minimum = Float.float16ToFloat(ALL.get(I16, from + 82));
      long groupScales = last + 13 * 64;
      long groupMinimums = last + 15 * 64;
      for (int i = 0; i < 16; i += COUNT) {
        IntVector pairs =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, ALL, from + i, LITTLE_ENDIAN)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        FloatVector scales = (FloatVector) pairs.and(15).convertShape(I2F, FLOATS, 0);
        FloatVector minimums = (FloatVector) pairs.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0);
        scales.mul(scale).intoMemorySegment(ALL, groupScales + 4L * i, LITTLE_ENDIAN);
        minimums.mul(minimum).intoMemorySegment(ALL, groupMinimums + 4L * i, LITTLE_ENDIAN);
      }
      for (int half = 0; half < 2; half++) {
        for (int sixteen = 0; sixteen < 2; sixteen++) {
          int group = 8 * half + sixteen;
          float scale0 = ALL.get(F32, groupScales + 4L * (group + 0));
          float minimum0 = ALL.get(F32, groupMinimums + 4L * (group + 0));
          float scale1 = ALL.get(F32, groupScales + 4L * (group + 2));
          float minimum1 = ALL.get(F32, groupMinimums + 4L * (group + 2));
          float scale2 = ALL.get(F32, groupScales + 4L * (group + 4));
          float minimum2 = ALL.get(F32, groupMinimums + 4L * (group + 4));
          float scale3 = ALL.get(F32, groupScales + 4L * (group + 6));
          float minimum3 = ALL.get(F32, groupMinimums + 4L * (group + 6));
          long quants = from + 16 + 32L * half + 16L * sixteen;
          long floats = to + 64L * group;
          for (int i = 0; i < 16; i += COUNT) {
            IntVector fours =
                (IntVector)
                    ByteVector.fromMemorySegment(BYTES, ALL, quants + i, LITTLE_ENDIAN)
                        .convertShape(ZERO_EXTEND_B2I, INTS, 0);
            FloatVector run0 = (FloatVector) fours.and(3).convertShape(I2F, FLOATS, 0);
            FloatVector run1 =
                (FloatVector) fours.lanewise(LSHR, 2).and(3).convertShape(I2F, FLOATS, 0);
            FloatVector run2 =
                (FloatVector) fours.lanewise(LSHR, 4).and(3).convertShape(I2F, FLOATS, 0);
            FloatVector run3 = (FloatVector) fours.lanewise(LSHR, 6).convertShape(I2F, FLOATS, 0);
            run0.mul(scale0).sub(minimum0).intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            run1.mul(scale1)
                .sub(minimum1)
                .intoMemorySegment(ALL, floats + 128 + 4L * i, LITTLE_ENDIAN);
            run2.mul(scale2)
                .sub(minimum2)
                .intoMemorySegment(ALL, floats + 256 + 4L * i, LITTLE_ENDIAN);
            run3.mul(scale3)
                .sub(minimum3)
                .intoMemorySegment(ALL, floats + 384 + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }
}
