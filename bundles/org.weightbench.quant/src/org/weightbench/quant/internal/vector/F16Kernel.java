package org.weightbench.quant.internal.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.weightbench.quant.internal.Memory.ALL;
import static org.weightbench.quant.internal.vector.Lanes.COUNT;
import static org.weightbench.quant.internal.vector.Lanes.FLOATS;
import static org.weightbench.quant.internal.vector.Lanes.INTS;
import static org.weightbench.quant.internal.vector.Lanes.SHORTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.weightbench.quant.internal.BlockKernel;

/**
 * F16. The exponent's bias grows by 112 (by as much again for infinities and NaNs, which come out
 * quiet); a subnormal is taken as the fraction of a number between 2⁻¹⁴ and 2⁻¹³, from which 2⁻¹⁴
 * is subtracted: multiplying it instead would be slow, as all arithmetic on subnormals is.
 */
final class F16Kernel implements BlockKernel {
  private static final int FRACTION_SHIFT = 13;
  private static final int SMALLEST_NORMAL = 1 << 23;
  private static final int INFINITY = 31 << 23;
  private static final int BIAS = 112 << 23;
  private static final int QUIET = 1 << 22;

  @Override
  public int dequantize(long source, long target, int blocks) {
    int whole = FLOATS.loopBound(blocks);
    for (int i = 0; i < whole; i += COUNT) {
      IntVector halves =
          (IntVector)
              ShortVector.fromMemorySegment(SHORTS, ALL, source + 2L * i, LITTLE_ENDIAN)
                  .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
      IntVector signs = halves.and(0x8000).lanewise(VectorOperators.LSHL, 16);
      IntVector magnitudes = halves.and(0x7FFF).lanewise(VectorOperators.LSHL, FRACTION_SHIFT);
      IntVector normals =
          magnitudes
              .add(BIAS)
              .add(BIAS, magnitudes.compare(VectorOperators.GE, INFINITY))
              .lanewise(
                  VectorOperators.OR, QUIET, magnitudes.compare(VectorOperators.GT, INFINITY));
      IntVector subnormals =
          magnitudes
              .add(BIAS + SMALLEST_NORMAL)
              .reinterpretAsFloats()
              .sub(0x1p-14f)
              .reinterpretAsInts();
      normals
          .blend(subnormals, magnitudes.compare(VectorOperators.LT, SMALLEST_NORMAL))
          .or(signs)
          .intoMemorySegment(ALL, target + 4L * i, LITTLE_ENDIAN);
    }
    return whole;
  }
}
