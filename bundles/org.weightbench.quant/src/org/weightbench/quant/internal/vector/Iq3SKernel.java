package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.NEG;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2S;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Layouts.I64;
import static org.weightbench.quant.internal.Layouts.I8;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;
import static org.weightbench.quant.internal.vector.Lanes.TWICE;
import static org.weightbench.quant.internal.vector.Lanes.TWICE_BYTES;
import static org.weightbench.quant.internal.vector.Lanes.TWICE_SHORTS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/**
 * IQ3_S, in three passes: the indexes of all entries as shorts, at the beginning of the last
 * block's place; the codebook's levels of all weights as bytes, at its end, where in the end its
 * weights overtake them; then the weights.
 */
final class Iq3SKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long codebook = Codebook.IQ3_S.address() & ADDRESSES;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 110L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      long ninthBits = ALL.get(I64, from + 66);
      for (int i = 0; i < 64; i += TWICE) {
        ShortVector lower =
            (ShortVector)
                ByteVector.fromMemorySegment(TWICE_BYTES, ALL, from + 2 + i, LITTLE_ENDIAN)
                    .convertShape(ZERO_EXTEND_B2S, TWICE_SHORTS, 0);
        lower
            .lanewise(OR, (short) 256, VectorMask.fromLong(TWICE_SHORTS, ninthBits >>> i))
            .intoMemorySegment(ALL, last + 2L * i, LITTLE_ENDIAN);
      }
      for (int four = 0; four < 16; four++) {
        long indexes = last + 8L * four;
        long levels = last + 768 + 16L * four;
        ALL.set(I32, levels, ALL.get(I32, codebook + 4L * (ALL.get(I16, indexes) & 511)));
        ALL.set(I32, levels + 4, ALL.get(I32, codebook + 4L * (ALL.get(I16, indexes + 2) & 511)));
        ALL.set(I32, levels + 8, ALL.get(I32, codebook + 4L * (ALL.get(I16, indexes + 4) & 511)));
        ALL.set(I32, levels + 12, ALL.get(I32, codebook + 4L * (ALL.get(I16, indexes + 6) & 511)));
      }
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            long floats = to + 128L * group;
            int groupBits = ALL.get(I8, from + 106 + (group >> 1)) >> 4 * (group & 1) & 15;
            float groupScale = scale * (2 * groupBits + 1);
            int negative = ALL.get(I32, from + 74 + 4L * group);
            for (int i = 0; i < 32; i += COUNT) {
              FloatVector magnitudes =
                  (FloatVector)
                      ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                          .convertShape(B2F, FLOATS, 0);
              magnitudes
                  .lanewise(NEG, VectorMask.fromLong(FLOATS, negative >>> i))
                  .mul(groupScale)
                  .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
          }
        }
      }
    }
    return whole;
  }
}
