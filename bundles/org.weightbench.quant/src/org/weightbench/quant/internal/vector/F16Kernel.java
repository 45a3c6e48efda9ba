package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.S2I;
import static org.weightbench.quant.internal.Memory.ADDRESSES;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.HALF_FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.BlockKernel;

/**
 * F16. The exponent's bias grows by 112, by as much again for infinities and NaNs; a subnormal is
 * taken as the fraction of a number between 2⁻¹⁴ and 2⁻¹³, from which 2⁻¹⁴ is subtracted:
 * multiplying it instead would be slow, as all arithmetic on subnormals is. Subtracting 0 makes
 * NaNs quiet.
 */
final class F16Kernel implements BlockKernel {
  private static final VectorSpecies<Short> SHORTS = HALF_FLOATS.withLanes(short.class);

  private static final int FRACTION_SHIFT = 13;
  private static final int SIGN = 1 << 31;
  private static final int MAGNITUDE = 0x7FFF << FRACTION_SHIFT;
  private static final int SMALLEST_NORMAL = 1 << 23;
  private static final int INFINITY = 31 << 23;
  private static final int BIAS = 112 << 23;

  @Override
  public int dequantize(long sourceStart, long targetStart, int blocks) {
    long source = sourceStart & ADDRESSES;
    long target = targetStart & ADDRESSES;
    int whole = FLOATS.loopBound(blocks);
    for (int i = 0; i < whole; i += COUNT) {
      IntVector halves =
          ((IntVector)
                  ShortVector.fromMemorySegment(SHORTS, ALL, source + 2L * i, LITTLE_ENDIAN)
                      .convertShape(S2I, INTS, 0))
              .lanewise(LSHL, FRACTION_SHIFT);
      IntVector magnitudes = halves.and(MAGNITUDE);
      VectorMask<Integer> subnormal = magnitudes.compare(LT, SMALLEST_NORMAL);
      VectorMask<Integer> special = magnitudes.compare(GE, INFINITY);
      IntVector bias =
          IntVector.broadcast(INTS, BIAS).add(BIAS, special).add(SMALLEST_NORMAL, subnormal);
      FloatVector excess = FloatVector.zero(FLOATS).blend(0x1p-14f, subnormal.cast(FLOATS));
      magnitudes
          .add(bias)
          .reinterpretAsFloats()
          .sub(excess)
          .reinterpretAsInts()
          .or(halves.and(SIGN))
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
