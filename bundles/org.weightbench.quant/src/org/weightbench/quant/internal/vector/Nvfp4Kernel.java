package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
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
import jdk.incubator.vector.LongVector;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.FourBitFloats;

/**
 * NVFP4. The doubled floats of a group lie as bytes at the end of its place until they are
 * overtaken by the weights.
 */
final class Nvfp4Kernel implements BlockKernel {
  private static final ByteVector LEVELS =
      ByteVector.fromArray(ByteVector.SPECIES_128, levels(), 0);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 36L * block;
      long to = target + 256L * block;
      for (int half = 0; half < 2; half++) {
        for (int quarter = 0; quarter < 2; quarter++) {
          int group = 2 * half + quarter;
          int scaleBits = ALL.get(I8, from + group);
          int exponent = scaleBits >> 3 & 15;
          int fraction = scaleBits & 7;
          float normal = Float.intBitsToFloat(exponent + 119 << 23 | fraction << 20);
          float number = exponent == 0 ? fraction * 0x1p-10f : normal;
          float scale = scaleBits == 0x7F ? 0 : number;
          long pairs = ALL.get(I64, from + 4 + 8L * group);
          long floats = to + 64L * group;
          long levels = floats + 48;
          LongVector.broadcast(LongVector.SPECIES_128, pairs)
              .withLane(1, pairs >>> 4)
              .reinterpretAsBytes()
              .and((byte) 15)
              .selectFrom(LEVELS)
              .intoMemorySegment(ALL, levels, LITTLE_ENDIAN);
          for (int i = 0; i < 16; i += COUNT) {
            ((FloatVector)
                    ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                        .convertShape(B2F, FLOATS, 0))
                .mul(scale)
                .intoMemorySegment(ALL, floats + 4L * i, LITTLE_ENDIAN);
          }
        }
      }
    }
    return whole;
  }

  private static byte[] levels() {
    byte[] levels = new byte[16];
    for (int code = 0; code < 16; code++) {
      levels[code] = (byte) FourBitFloats.doubled(code);
    }
    return levels;
  }
}
