package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.FourBitCodes;

/**
 * IQ4_XS. The levels of a group lie as bytes at the end of its place until they are overtaken by
 * the weights.
 */
final class Iq4XsKernel implements BlockKernel {
  private static final ByteVector LEVELS =
      ByteVector.fromArray(ByteVector.SPECIES_128, levels(), 0);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 136L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      int upperBits = ALL.get(I16, from + 2);
      int lowerBits = ALL.get(I32, from + 4);
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            int groupBits = lowerBits >>> 4 * group & 15 | (upperBits >> 2 * group & 3) << 4;
            float groupScale = scale * (groupBits - 32);
            long floats = to + 128L * group;
            long levels = floats + 96;
            ByteVector pairs =
                ByteVector.fromMemorySegment(
                    ByteVector.SPECIES_128, ALL, from + 8 + 16L * group, LITTLE_ENDIAN);
            ByteVector upper = pairs.reinterpretAsShorts().lanewise(LSHR, 4).reinterpretAsBytes();
            pairs.and((byte) 15).selectFrom(LEVELS).intoMemorySegment(ALL, levels, LITTLE_ENDIAN);
            upper
                .and((byte) 15)
                .selectFrom(LEVELS)
                .intoMemorySegment(ALL, levels + 16, LITTLE_ENDIAN);
            for (int sixteen = 0; sixteen < 32; sixteen += 16) {
              for (int part = 0; part < 16; part += COUNT) {
                int i = sixteen + part;
                ((FloatVector)
                        ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                            .convertShape(B2F, FLOATS, 0))
                    .mul(groupScale)
                    .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
              }
            }
          }
        }
      }
    }
    return whole;
  }

  private static byte[] levels() {
    byte[] levels = new byte[16];
    for (int code = 0; code < 16; code++) {
      levels[code] = (byte) FourBitCodes.level(code);
    }
    return levels;
  }
}
