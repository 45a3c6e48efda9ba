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

/** Q6_K. */
final class Q6kKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 210L * block;
      float scale = Float.float16ToFloat(ALL.get(Layouts.I16, from + 208));
      for (int part = 0; part < 4; part++) {
        int half = part >> 1;
        int sixteen = part & 1;
        long low = from + 64L * half + 16L * sixteen;
        long high = from + 128 + 32L * half + 16L * sixteen;
        long groups = from + 192 + 8L * half + sixteen;
        long to = target + 1024L * block + 512L * half + 64L * sixteen;
        float scale0 = scale * ALL.get(Layouts.I8, groups);
        float scale1 = scale * ALL.get(Layouts.I8, groups + 2);
        float scale2 = scale * ALL.get(Layouts.I8, groups + 4);
        float scale3 = scale * ALL.get(Layouts.I8, groups + 6);
        for (int i = 0; i < 16; i += COUNT) {
          IntVector first =
              (IntVector)
                  ByteVector.fromMemorySegment(BYTES, ALL, low + i, LITTLE_ENDIAN)
                      .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
          IntVector second =
              (IntVector)
                  ByteVector.fromMemorySegment(BYTES, ALL, low + 32 + i, LITTLE_ENDIAN)
                      .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
          IntVector top =
              (IntVector)
                  ByteVector.fromMemorySegment(BYTES, ALL, high + i, LITTLE_ENDIAN)
                      .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
          FloatVector run0 =
              (FloatVector)
                  first
                      .and(15)
                      .or(top.and(3).lanewise(VectorOperators.LSHL, 4))
                      .sub(32)
                      .convertShape(VectorOperators.I2F, FLOATS, 0);
          FloatVector run1 =
              (FloatVector)
                  second
                      .and(15)
                      .or(top.and(12).lanewise(VectorOperators.LSHL, 2))
                      .sub(32)
                      .convertShape(VectorOperators.I2F, FLOATS, 0);
          FloatVector run2 =
              (FloatVector)
                  first
                      .lanewise(VectorOperators.LSHR, 4)
                      .or(top.and(48))
                      .sub(32)
                      .convertShape(VectorOperators.I2F, FLOATS, 0);
          FloatVector run3 =
              (FloatVector)
                  second
                      .lanewise(VectorOperators.LSHR, 4)
                      .or(top.lanewise(VectorOperators.LSHR, 2).and(48))
                      .sub(32)
                      .convertShape(VectorOperators.I2F, FLOATS, 0);
          run0.mul(scale0).intoMemorySegment(ALL, to + 4L * i, LITTLE_ENDIAN);
          run1.mul(scale1).intoMemorySegment(ALL, to + 128 + 4L * i, LITTLE_ENDIAN);
          run2.mul(scale2).intoMemorySegment(ALL, to + 256 + 4L * i, LITTLE_ENDIAN);
          run3.mul(scale3).intoMemorySegment(ALL, to + 384 + 4L * i, LITTLE_ENDIAN);
        }
      }
    }
    return whole;
  }
}
