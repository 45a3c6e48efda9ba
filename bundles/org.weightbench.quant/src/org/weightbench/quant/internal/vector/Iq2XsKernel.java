package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.NEG;
import static org.weightbench.quant.internal.Layouts.I16;
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

/** IQ2_XS. */
final class Iq2XsKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    long codebook = Codebook.IQ2_XS.address() & ADDRESSES;
    for (int block = 0; block < blocks; block++) {
      long from = source + 74L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int pair = 0; pair < 4; pair++) {
        for (int second = 0; second < 2; second++) {
          int group = 2 * pair + second;
          long floats = to + 128L * group;
          long fours = ALL.get(I64, from + 2 + 8L * group);
          long seven = fours >>> 9 & 0x007F007F007F007FL;
          long parity = seven ^ seven >>> 4;
          parity ^= parity >>> 2;
          parity ^= parity >>> 1;
          long signs = seven | (parity & 0x0001000100010001L) << 7;
          signs |= signs >>> 8;
          int negative = (int) (signs & 0xFFFF | signs >>> 16 & 0xFFFF0000L);
          int groupBits = ALL.get(I8, from + 66 + group);
          float firstScale = scale * ((groupBits & 15) + 0.5f) * 0.25f;
          float secondScale = scale * ((groupBits >> 4 & 15) + 0.5f) * 0.25f;
          for (int sixteen = 0; sixteen < 32; sixteen += 16) {
            for (int part = 0; part < 16; part += COUNT) {
              int i = sixteen + part;
              int eight = i >> 3;
              long entry = codebook + 8 * (fours >>> 16 * eight & 511);
              ByteVector levels;
              if (COUNT == 16) {
                long next = codebook + 8 * (fours >>> 16 * eight + 16 & 511);
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
