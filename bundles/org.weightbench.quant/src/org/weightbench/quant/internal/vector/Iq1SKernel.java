package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static org.weightbench.quant.internal.Layouts.I16;
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
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/**
 * IQ1_S, in two passes: the codebook's levels of all weights as bytes, at the end of the last
 * block's place, where in the end its weights overtake them; then the weights.
 */
final class Iq1SKernel implements BlockKernel {
  private static final float SHIFT = 0.125f;

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long codebook = Codebook.IQ1.address() & ADDRESSES;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 50L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            int upper = ALL.get(I16, from + 34 + 2L * group);
            ALL.set(
                I64,
                levels,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 2 + 4L * group) & 255 | upper << 8 & 1792)));
            ALL.set(
                I64,
                levels + 8,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 3 + 4L * group) & 255 | upper << 5 & 1792)));
            ALL.set(
                I64,
                levels + 16,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 4 + 4L * group) & 255 | upper << 2 & 1792)));
            ALL.set(
                I64,
                levels + 24,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 5 + 4L * group) & 255 | upper >> 1 & 1792)));
          }
        }
      }
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            long floats = to + 128L * group;
            int bits = ALL.get(I16, from + 34 + 2L * group);
            float groupScale = scale * (2 * (bits >> 12 & 7) + 1);
            float shift = bits < 0 ? -SHIFT : SHIFT;
            for (int i = 0; i < 32; i += COUNT) {
              ((FloatVector)
                      ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                          .convertShape(B2F, FLOATS, 0))
                  .add(shift)
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
