package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.B2F;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.BYTES;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import org.weightbench.quant.internal.BlockKernel;

/** I8; the loads of the last weights may not reach beyond the source. */
final class I8Kernel implements BlockKernel {
  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = FLOATS.loopBound(Math.max(0, blocks - (BYTES.length() - COUNT)));
    for (int i = 0; i < whole; i += COUNT) {
      ((FloatVector)
              ByteVector.fromMemorySegment(BYTES, ALL, source + i, LITTLE_ENDIAN)
                  .convertShape(B2F, FLOATS, 0))
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
