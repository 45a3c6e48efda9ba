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
import static org.weightbench.quant.internal.vector.Lanes.FOURS;
import static org.weightbench.quant.internal.vector.Lanes.HALF_FLOATS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.Codebook;

/**
 * IQ3_S, in two passes: the indexes of all entries as shorts, at the end of the last block's place,
 * where in the end its weights overtake them; then the weights.
 */
final class Iq3SKernel implements BlockKernel {
  private static final VectorSpecies<Byte> LOWER = HALF_FLOATS.withLanes(byte.class);
  private static final VectorSpecies<Short> INDEXES = FLOATS.withLanes(short.class);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    long codebook = Codebook.IQ3_S.address() & ADDRESSES;
    long indexes = target + 1024L * blocks - 128;
    for (int block = 0; block < blocks; block++) {
      long from = source + 110L * block;
      long to = target + 1024L * block;
      float scale = Float.float16ToFloat(ALL.get(I16, from));
      long ninthBits = ALL.get(I64, from + 66);
      for (int i = 0; i < 64; i += INDEXES.length()) {
        ShortVector lower =
            (ShortVector)
                ByteVector.fromMemorySegment(LOWER, ALL, from + 2 + i, LITTLE_ENDIAN)
                    .convertShape(ZERO_EXTEND_B2S, INDEXES, 0);
        lower
            .lanewise(OR, (short) 256, VectorMask.fromLong(INDEXES, ninthBits >>> i))
            .intoMemorySegment(ALL, indexes + 2L * i, LITTLE_ENDIAN);
      }
      for (int pair = 0; pair < 4; pair++) {
        for (int second = 0; second < 2; second++) {
          int group = 2 * pair + second;
          long floats = to + 128L * group;
          int groupBits = ALL.get(I8, from + 106 + (group >> 1)) >> 4 * (group & 1) & 15;
          float groupScale = scale * (2 * groupBits + 1);
          int negative = ALL.get(I32, from + 74 + 4L * group);
          for (int sixteen = 0; sixteen < 32; sixteen += 16) {
            for (int part = 0; part < 16; part += COUNT) {
              int i = sixteen + part;
              long index = indexes + 16L * group + (i >> 1);
              ByteVector levels;
              if (COUNT == 4) {
                levels =
                    ByteVector.fromMemorySegment(
                        BYTES, ALL, codebook + 4L * (ALL.get(I16, index) & 511), LITTLE_ENDIAN);
              } else {
                IntVector entries =
                    IntVector.broadcast(
                            FOURS, ALL.get(I32, codebook + 4L * (ALL.get(I16, index) & 511)))
                        .withLane(1, ALL.get(I32, codebook + 4L * (ALL.get(I16, index + 2) & 511)));
                if (COUNT == 16) {
                  entries =
                      entries
                          .withLane(
                              2, ALL.get(I32, codebook + 4L * (ALL.get(I16, index + 4) & 511)))
                          .withLane(
                              3, ALL.get(I32, codebook + 4L * (ALL.get(I16, index + 6) & 511)));
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
    }
    return blocks;
  }
}
