package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.NEG;
import static org.weightbench.quant.internal.Layouts.I16;
import static org.weightbench.quant.internal.Layouts.I32;
import static org.weightbench.quant.internal.Layouts.I8;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.FOURS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/** IQ3_XXS. */
final class Iq3XxsKernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    long codebook = Codebook.IQ3_XXS.address() & ADDRESSES;
    for (int block = 0; block < blocks; block++) {
      long from = source + 98L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      for (int group = 0; group < 8; group++) {
        long floats = to + 128L * group;
        long indexes = from + 2 + 8L * group;
        int bits = ALL.get(I32, from + 66 + 4L * group);
        float groupScale = scale * ((bits >>> 28) + 0.5f) * 0.5f;
        int seven =
            bits & 0x7F | bits << 1 & 0x7F00 | bits << 2 & 0x7F0000 | bits << 3 & 0x7F000000;
        int parity = seven ^ seven >>> 4;
        parity ^= parity >>> 2;
        parity ^= parity >>> 1;
        int negative = seven | (parity & 0x01010101) << 7;
        for (int sixteen = 0; sixteen < 32; sixteen += 16) {
          for (int part = 0; part < 16; part += COUNT) {
            int i = sixteen + part;
            int four = i >> 2;
            long first = codebook + 4L * (ALL.get(I8, indexes + four) & 255);
            ByteVector levels;
            if (COUNT == 4) {
              levels = ByteVector.fromMemorySegment(BYTES, ALL, first, LITTLE_ENDIAN);
            } else {
              long second = codebook + 4L * (ALL.get(I8, indexes + four + 1) & 255);
              IntVector entries =
                  IntVector.broadcast(FOURS, ALL.get(I32, first)).withLane(1, ALL.get(I32, second));
              if (COUNT == 16) {
                long third = codebook + 4L * (ALL.get(I8, indexes + four + 2) & 255);
                long fourth = codebook + 4L * (ALL.get(I8, indexes + four + 3) & 255);
                entries =
                    entries.withLane(2, ALL.get(I32, third)).withLane(3, ALL.get(I32, fourth));
              }
              levels = entries.reinterpretAsBytes();
            }
            ((FloatVector) levels.convertShape(B2F, FLOATS, 0))
                .lanewise(NEG, VectorMask.fromLong(FLOATS, negative >>> i))
                .mul(groupScale)
                .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return blocks;
  }
}
