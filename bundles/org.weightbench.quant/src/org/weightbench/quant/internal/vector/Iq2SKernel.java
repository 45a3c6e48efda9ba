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

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/** IQ2_S. */
final class Iq2SKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    long codebook = Codebook.IQ2_S.address() & ADDRESSES;
    for (int block = 0; block < blocks; block++) {
      long from = source + 82L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int pair = 0; pair < 4; pair++) {
        for (int second = 0; second < 2; second++) {
          int group = 2 * pair + second;
          long floats = to + 128L * group;
          long lower = ALL.get(I32, from + 2 + 4L * group);
          long upper = ALL.get(I8, from + 66 + group);
          int negative = ALL.get(I32, from + 34 + 4L * group);
          int groupBits = ALL.get(I8, from + 74 + group);
          float firstScale = scale * ((groupBits & 15) + 0.5f) * 0.25f;
          float secondScale = scale * ((groupBits >> 4 & 15) + 0.5f) * 0.25f;
          for (int sixteen = 0; sixteen < 32; sixteen += 16) {
            for (int part = 0; part < 16; part += COUNT) {
              int i = sixteen + part;
              int eight = i >> 3;
              long entry =
                  codebook + 8 * (lower >>> 8 * eight & 255) + (upper << 11 - 2 * eight & 0x1800);
              ByteVector levels;
              if (COUNT == 16) {
                long next =
                    codebook
                        + 8 * (lower >>> 8 * eight + 8 & 255)
                        + (upper << 9 - 2 * eight & 0x1800);
                levels =
                    LongVector.broadcast(LongVector.SPECIES_128, ALL.get(I64, entry))
                        .withLane(1, ALL.get(I64, next))
                        .reinterpretAsBytes();
              } else {
                levels = ByteVector.fromMemorySegment(BYTES, ALL, entry + (i & 7), LITTLE_ENDIAN);
              }
              ((FloatVector) levels.convertShape(B2F, FLOATS, 0))
                  .lanewise(NEG, VectorMask.fromLong(FLOATS, negative >>> i))
                  .mul(i < 16 ? firstScale : secondScale)
                  .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
          }
        }
      }
    }
    return blocks;
  }
}
