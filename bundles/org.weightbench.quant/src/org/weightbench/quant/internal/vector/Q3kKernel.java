package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.weightbench.quant.internal.Layouts.F32;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Layouts.I64;
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
 * Q3_K. The scales of all groups are computed at once and lie in the places of the last block's
 * groups 13 (bytes) and 15 (floats), which are written last.
 */
final class Q3kKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 110L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from + 108));
      long packedScales = last + 13 * 64;
      long groupScales = last + 15 * 64;
      long lowerBits = ALL.get(I64, from + 96);
      int upperBits = ALL.get(I32, from + 104);
      long firstUpper = upperBits & 0x03030303 | (long) (upperBits >>> 2 & 0x03030303) << 32;
      long lastUpper = upperBits >>> 4 & 0x03030303 | (long) (upperBits >>> 6 & 0x03030303) << 32;
      ALL.set(I64, packedScales, lowerBits & 0x0F0F0F0F0F0F0F0FL | firstUpper << 4);
      ALL.set(I64, packedScales + 8, lowerBits >>> 4 & 0x0F0F0F0F0F0F0F0FL | lastUpper << 4);
      for (int i = 0; i < 16; i += COUNT) {
        FloatVector scales =
            (FloatVector)
                ByteVector.fromMemorySegment(BYTES, ALL, packedScales + i, LITTLE_ENDIAN)
                    .sub((byte) 32)
                    .convertShape(B2F, FLOATS, 0);
        scales.mul(scale).intoMemorySegment(ALL, groupScales + 4L * i, LITTLE_ENDIAN);
      }
      for (int half = 0; half < 2; half++) {
        for (int sixteen = 0; sixteen < 2; sixteen++) {
          int group = 8 * half + sixteen;
          float scale0 = ALL.get(F32, groupScales + 4L * (group + 0));
          float scale1 = ALL.get(F32, groupScales + 4L * (group + 2));
          float scale2 = ALL.get(F32, groupScales + 4L * (group + 4));
          float scale3 = ALL.get(F32, groupScales + 4L * (group + 6));
          long quants = from + 32 + 32L * half + 16L * sixteen;
          long floats = to + 64L * group;
          for (int i = 0; i < 16; i += COUNT) {
            IntVector fours =
                (IntVector)
                    ByteVector.fromMemorySegment(BYTES, ALL, quants + i, LITTLE_ENDIAN)
                        .convertShape(ZERO_EXTEND_B2I, INTS, 0);
            IntVector thirdBits =
                ((IntVector)
                        ByteVector.fromMemorySegment(
                                BYTES, ALL, from + 16L * sixteen + i, LITTLE_ENDIAN)
                            .convertShape(ZERO_EXTEND_B2I, INTS, 0))
                    .lanewise(LSHL, 2)
                    .lanewise(LSHR, 4 * half);
            FloatVector run0 =
                (FloatVector) fours.and(3).or(thirdBits.and(4)).sub(4).convertShape(I2F, FLOATS, 0);
            FloatVector run1 =
                (FloatVector)
                    fours
                        .lanewise(LSHR, 2)
                        .and(3)
                        .or(thirdBits.lanewise(LSHR, 1).and(4))
                        .sub(4)
                        .convertShape(I2F, FLOATS, 0);
            FloatVector run2 =
                (FloatVector)
                    fours
                        .lanewise(LSHR, 4)
                        .and(3)
                        .or(thirdBits.lanewise(LSHR, 2).and(4))
                        .sub(4)
                        .convertShape(I2F, FLOATS, 0);
            FloatVector run3 =
                (FloatVector)
                    fours
                        .lanewise(LSHR, 6)
                        .or(thirdBits.lanewise(LSHR, 3).and(4))
                        .sub(4)
                        .convertShape(I2F, FLOATS, 0);
            run0.mul(scale0).intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            run1.mul(scale1).intoMemorySegment(ALL, floats + 128 + 4L * i, LITTLE_ENDIAN);
            run2.mul(scale2).intoMemorySegment(ALL, floats + 256 + 4L * i, LITTLE_ENDIAN);
            run3.mul(scale3).intoMemorySegment(ALL, floats + 384 + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }
}
