package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.NEG;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Layouts.I64;
import static org.weightbench.quant.internal.Layouts.I8;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.SPARED_BLOCKS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/**
 * IQ3_S, in two passes: the codebook's levels of all weights as bytes, at the end of the block's
 * place, where the weights overtake them.
 */
final class Iq3SKernel implements BlockKernel {
  @Override
  public int dequantize(long source, long target, int blocks) {
    int whole = blocks - SPARED_BLOCKS;
    long codebook = Codebook.IQ3_S.address();
    for (int block = 0; block < whole; block++) {
      long from = source + 110L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = to + 768 + 32L * group;
            long indexes = ALL.get(I64, from + 2 + 8L * group);
            int ninthBits = ALL.get(I8, from + 66 + group);
            ALL.set(
                I32, levels, ALL.get(I32, codebook + 4L * (indexes & 255 | ninthBits << 8 & 256)));
            ALL.set(
                I32,
                levels + 4,
                ALL.get(I32, codebook + 4L * (indexes >>> 8 & 255 | ninthBits << 7 & 256)));
            ALL.set(
                I32,
                levels + 8,
                ALL.get(I32, codebook + 4L * (indexes >>> 16 & 255 | ninthBits << 6 & 256)));
            ALL.set(
                I32,
                levels + 12,
                ALL.get(I32, codebook + 4L * (indexes >>> 24 & 255 | ninthBits << 5 & 256)));
            ALL.set(
                I32,
                levels + 16,
                ALL.get(I32, codebook + 4L * (indexes >>> 32 & 255 | ninthBits << 4 & 256)));
            ALL.set(
                I32,
                levels + 20,
                ALL.get(I32, codebook + 4L * (indexes >>> 40 & 255 | ninthBits << 3 & 256)));
            ALL.set(
                I32,
                levels + 24,
                ALL.get(I32, codebook + 4L * (indexes >>> 48 & 255 | ninthBits << 2 & 256)));
            ALL.set(
                I32,
                levels + 28,
                ALL.get(I32, codebook + 4L * (indexes >>> 56 | ninthBits << 1 & 256)));
          }
        }
      }
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = to + 768 + 32L * group;
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
