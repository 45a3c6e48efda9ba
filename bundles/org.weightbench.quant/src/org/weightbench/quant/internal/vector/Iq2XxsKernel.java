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
 * IQ2_XXS, in two passes: the codebook's levels of all weights as bytes, at the end of the last
 * block's place, where in the end its weights overtake them; then the weights.
 */
final class Iq2XxsKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long codebook = Codebook.IQ2_XXS.address() & ADDRESSES;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 66L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            ALL.set(
                I64,
                levels,
                ALL.get(I64, codebook + 8L * (ALL.get(I8, from + 2 + 8L * group) & 255)));
            ALL.set(
                I64,
                levels + 8,
                ALL.get(I64, codebook + 8L * (ALL.get(I8, from + 3 + 8L * group) & 255)));
            ALL.set(
                I64,
                levels + 16,
                ALL.get(I64, codebook + 8L * (ALL.get(I8, from + 4 + 8L * group) & 255)));
            ALL.set(
                I64,
                levels + 24,
                ALL.get(I64, codebook + 8L * (ALL.get(I8, from + 5 + 8L * group) & 255)));
          }
        }
      }
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            long floats = to + 128L * group;
            int bits = ALL.get(I32, from + 6 + 8L * group);
            float groupScale = scale * ((bits >>> 28) + 0.5f) * 0.25f;
            int seven =
                bits & 0x7F | bits << 1 & 0x7F00 | bits << 2 & 0x7F0000 | bits << 3 & 0x7F000000;
            int parity = seven ^ seven >>> 4;
            parity ^= parity >>> 2;
            parity ^= parity >>> 1;
            int negative = seven | (parity & 0x01010101) << 7;
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
