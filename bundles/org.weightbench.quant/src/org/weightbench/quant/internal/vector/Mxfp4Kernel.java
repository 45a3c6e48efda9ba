package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
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
import org.weightbench.quant.internal.FourBitFloats;

/**
 * MXFP4. The doubled floats of a block lie as bytes at the end of its place until they are
 * overtaken by the weights.
 */
final class Mxfp4Kernel implements BlockKernel {
  private static final ByteVector LEVELS =
      ByteVector.fromArray(ByteVector.SPECIES_128, levels(), 0);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = blocks - SPARED_BLOCKS;
    for (int block = 0; block < whole; block++) {
      long from = source + 17L * block;
      long to = target + 128L * block;
      int exponent = ALL.get(I8, from) & 255;
      int scaleBits = exponent < 2 ? 0x00200000 << exponent : exponent - 1 << 23;
      float scale = Float.intBitsToFloat(scaleBits);
      long levels = to + 96;
      ByteVector pairs =
          ByteVector.fromMemorySegment(ByteVector.SPECIES_128, ALL, from + 1, LITTLE_ENDIAN);
      ByteVector upper = pairs.reinterpretAsShorts().lanewise(LSHR, 4).reinterpretAsBytes();
      pairs.and((byte) 15).selectFrom(LEVELS).intoMemorySegment(ALL, levels, LITTLE_ENDIAN);
      upper.and((byte) 15).selectFrom(LEVELS).intoMemorySegment(ALL, levels + 16, LITTLE_ENDIAN);
      for (int i = 0; i < 32; i += COUNT) {
        ((FloatVector)
                ByteVector.fromMemorySegment(BYTES, ALL, levels + i, LITTLE_ENDIAN)
                    .convertShape(B2F, FLOATS, 0))
            .mul(scale)
            .intoMemorySegment(ALL, to + 4L * i, LITTLE_ENDIAN);
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
