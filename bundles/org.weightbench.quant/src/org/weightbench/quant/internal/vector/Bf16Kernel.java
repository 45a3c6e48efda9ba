package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.HALF_FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.BlockKernel;

/** BF16. */
final class Bf16Kernel implements BlockKernel {
  private static final VectorSpecies<Short> SHORTS = HALF_FLOATS.withLanes(short.class);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = FLOATS.loopBound(blocks);
    for (int i = 0; i < whole; i += COUNT) {
      ((IntVector)
              ShortVector.fromMemorySegment(SHORTS, ALL, source + 2L * i, LITTLE_ENDIAN)
                  .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
          .lanewise(VectorOperators.LSHL, 16)
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
