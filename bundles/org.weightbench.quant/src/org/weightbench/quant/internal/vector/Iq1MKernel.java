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
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/**
 * IQ1_M, in two passes: the codebook's levels of all weights as bytes, at the end of the last
 * block's place, where in the end its weights overtake them; then the weights.
 */
final class Iq1MKernel implements BlockKernel {
  private static final float SHIFT = 0.125f;

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    long codebook = Codebook.IQ1.address() & ADDRESSES;
    long last = target + 1024L * (whole - 1);
    for (int block = 0; block < whole; block++) {
      long from = source + 56L * block;
      long to = target + 1024L * block;
      long scales = ALL.get(I64, from + 48);
      int scaleBits =
          (int)
              (scales >>> 12 & 0x000F
                  | scales >>> 24 & 0x00F0
                  | scales >>> 36 & 0x0F00
                  | scales >>> 48 & 0xF000);
      float scale = Float.float16ToFloat((short) scaleBits);
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            int upper = ALL.get(I16, from + 32 + 2L * group);
            ALL.set(
                I64,
                levels,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 0 + 4L * group) & 255 | upper << 8 & 1792)));
            ALL.set(
                I64,
                levels + 8,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 1 + 4L * group) & 255 | upper << 4 & 1792)));
            ALL.set(
                I64,
                levels + 16,
                ALL.get(
                    I64,
                    codebook + 8L * (ALL.get(I8, from + 2 + 4L * group) & 255 | upper & 1792)));
            ALL.set(
                I64,
                levels + 24,
                ALL.get(
                    I64,
                    codebook
                        + 8L * (ALL.get(I8, from + 3 + 4L * group) & 255 | upper >> 4 & 1792)));
          }
        }
      }
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          for (int eighth = 0; eighth < 2; eighth++) {
            int group = 4 * half + 2 * quarter + eighth;
            long levels = last + 768 + 32L * group;
            long floats = to + 128L * group;
            int bits = ALL.get(I16, from + 32 + 2L * group);
            int down =
                (bits >> 3 & 1) * 0xFF
                    | (bits >> 7 & 1) * 0xFF00
                    | (bits >> 11 & 1) * 0xFF0000
                    | (bits >> 15 & 1) * 0xFF000000;
            long groupBits = scales >>> 16 * (group >> 1) + 6 * (group & 1);
            float firstScale = scale * (2 * (groupBits & 7) + 1);
            float secondScale = scale * (2 * (groupBits >>> 3 & 7) + 1);
            for (int i = 0; i < 16; i += COUNT) {
              FloatVector shifted =
                  ((FloatVector)
                          ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                              .convertShape(B2F, FLOATS, 0))
                      .add(SHIFT)
                      .sub(2 * SHIFT, VectorMask.fromLong(FLOATS, down >>> i));
              shifted.mul(firstScale).intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
            for (int i = 16; i < 32; i += COUNT) {
              FloatVector shifted =
                  ((FloatVector)
                          ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                              .convertShape(B2F, FLOATS, 0))
                      .add(SHIFT)
                      .sub(2 * SHIFT, VectorMask.fromLong(FLOATS, down >>> i));
              shifted.mul(secondScale).intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
          }
        }
      }
    }
    return whole;
  }
}
