package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I64;
import static org.weightbench.quant.internal.Layouts.I8;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Iq1Entries.DOWN;
import static org.weightbench.quant.internal.vector.Iq1Entries.EIGHTH;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import org.weightbench.quant.internal.BlockKernel;

/** IQ1_S. */
final class Iq1SKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    long codebook = Iq1Entries.address() & ADDRESSES;
    for (int block = 0; block < blocks; block++) {
      long from = source + 50L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from)) * EIGHTH;
      for (int pair = 0; pair < 4; pair++) {
        for (int second = 0; second < 2; second++) {
          int group = 2 * pair + second;
          long indexes = from + 2 + 4L * group;
          long floats = to + 128L * group;
          int bits = ALL.get(I16, from + 34 + 2L * group);
          float groupScale = scale * (2 * (bits >> 12 & 7) + 1);
          long entries = codebook + (bits >>> 31) * DOWN;
          long upper = (long) bits << 11;
          for (int sixteen = 0; sixteen < 32; sixteen += 16) {
            for (int part = 0; part < 16; part += COUNT) {
              int i = sixteen + part;
              int eight = i >> 3;
              long entry =
                  entries
                      + 8L * (ALL.get(I8, indexes + eight) & 255)
                      + (upper >> 3 * eight & 0x3800);
              ByteVector levels;
              if (COUNT == 16) {
                long next =
                    entries
                        + 8L * (ALL.get(I8, indexes + eight + 1) & 255)
                        + (upper >> 3 * eight + 3 & 0x3800);
                levels =
                    LongVector.broadcast(LongVector.SPECIES_128, ALL.get(I64, entry))
                        .withLane(1, ALL.get(I64, next))
                        .reinterpretAsBytes();
              } else {
                levels = ByteVector.fromMemorySegment(BYTES, ALL, entry + (i & 7), LITTLE_ENDIAN);
              }
              ((FloatVector) levels.convertShape(B2F, FLOATS, 0))
                  .mul(groupScale)
                  .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
            }
          }
        }
      }
    }
    return blocks;
  }
}
