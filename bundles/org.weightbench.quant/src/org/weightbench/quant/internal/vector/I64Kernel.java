package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.L2F;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.HALF_FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.BlockKernel;

/** I64; vectors of half as many floats as elsewhere. */
final class I64Kernel implements BlockKernel {
  private static final VectorSpecies<Long> LONGS = FLOATS.withLanes(long.class);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = LONGS.loopBound(blocks);
    for (int i = 0; i < whole; i += LONGS.length()) {
      ((FloatVector)
              LongVector.fromMemorySegment(LONGS, ALL, source + 8L * i, LITTLE_ENDIAN)
                  .convertShape(L2F, HALF_FLOATS, 0))
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
