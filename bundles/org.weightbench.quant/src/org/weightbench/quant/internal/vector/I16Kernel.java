package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.S2F;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.HALF_FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.BlockKernel;

/** I16. */
final class I16Kernel implements BlockKernel {
  private static final VectorSpecies<Short> SHORTS = HALF_FLOATS.withLanes(short.class);

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = FLOATS.loopBound(blocks);
    for (int i = 0; i < whole; i += COUNT) {
      ((FloatVector)
              ShortVector.fromMemorySegment(SHORTS, ALL, source + 2L * i, LITTLE_ENDIAN)
                  .convertShape(S2F, FLOATS, 0))
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
