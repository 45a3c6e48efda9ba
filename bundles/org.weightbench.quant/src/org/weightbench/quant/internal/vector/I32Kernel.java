package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.I2F;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.weightbench.quant.internal.BlockKernel;

/** I32. */
final class I32Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = FLOATS.loopBound(blocks);
    for (int i = 0; i < whole; i += COUNT) {
      ((FloatVector)
              IntVector.fromMemorySegment(INTS, ALL, source + 4L * i, LITTLE_ENDIAN)
                  .convertShape(I2F, FLOATS, 0))
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
