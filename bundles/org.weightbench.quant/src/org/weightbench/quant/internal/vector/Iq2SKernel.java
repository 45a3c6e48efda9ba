package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.NEG;
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

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/**
 * IQ2_S, in two passes: the codebook's levels of all weights as bytes, at the end of the last
 * block's place, where in the end its weights overtake them; then the weights.
 */
final class Iq2SKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long codebook = Codebook.IQ2_S.address() & ADDRESSES;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 82L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            int upper = ALL.get(I8, from + 66 + group);
            ALL.set(
                I64,
                levels,
                ALL.get(
                    I64,
                    codebook + 8L * (ALL.get(I8, from + 2 + 4L * group) & 255 | upper << 8 & 768)));
            ALL.set(
                I64,
                levels + 8,
                ALL.get(
                    I64,
                    codebook + 8L * (ALL.get(I8, from + 3 + 4L * group) & 255 | upper << 6 & 768)));
            ALL.set(
                I64,
                levels + 16,
                ALL.get(
                    I64,
                    codebook + 8L * (ALL.get(I8, from + 4 + 4L * group) & 255 | upper << 4 & 768)));
            ALL.set(
                I64,
                levels + 24,
                ALL.get(
                    I64,
                    codebook + 8L * (ALL.get(I8, from + 5 + 4L * group) & 255 | upper << 2 & 768)));
          }
        }
      }
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            long floats = to + 128L * group;
            int negative = ALL.get(I32, from + 34 + 4L * group);
            int groupBits = ALL.get(I8, from + 74 + group);
            float firstScale = scale * ((groupBits & 15) + 0.5f) * 0.25f;
            float secondScale = scale * ((groupBits >> 4 & 15) + 0.5f) * 0.25f;
            for (int i = 0; i < 16; i += COUNT) {
              FloatVector magnitudes =
                  (FloatVector)
                      ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                          .convertShape(B2F, FLOATS, 0);
              magnitudes
                  .lanewise(NEG, VectorMask.fromLong(FLOATS, negative >>> i))
                  .mul(firstScale)
                  .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
            for (int i = 16; i < 32; i += COUNT) {
              FloatVector magnitudes =
                  (FloatVector)
                      ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                          .convertShape(B2F, FLOATS, 0);
              magnitudes
                  .lanewise(NEG, VectorMask.fromLong(FLOATS, negative >>> i))
                  .mul(secondScale)
                  .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
          }
        }
      }
    }
    return whole;
  }
}
