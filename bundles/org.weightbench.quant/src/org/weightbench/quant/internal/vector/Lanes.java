package org.weightbench.quant.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.VectorKernels;

/**
 * The vectors of this process, chosen once: as wide as the processor prefers or as {@value
 * VectorKernels#BITS_PROPERTY} says. Vectors of shorts, longs and doubles are left to the kernels
 * that have them: whatever class of vectors is used first takes milliseconds to load.
 */
final class Lanes {
  private static final VectorShape SHAPE = shape();

  /** The floats that are written at once. */
  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

  /** As many ints as {@link #FLOATS}. */
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

  /**
   * As many bytes as {@link #FLOATS}; for four floats eight bytes, of which the first four count,
   * since no vector is shorter.
   */
  static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHAPE.vectorBitSize() / 4)));

  /**
   * As many ints as have the bytes of {@link #BYTES}: those of as many codebook entries of four.
   */
  static final VectorSpecies<Integer> FOURS = BYTES.withLanes(int.class);

  /**
   * Half as many floats as {@link #FLOATS}: as many as there are doubles or longs in vectors of
   * that shape. Where shorts stand in its shape, there are as many as {@link #FLOATS}.
   */
  static final VectorSpecies<Float> HALF_FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

  /** Number of floats that are written at once. */
  static final int COUNT = FLOATS.length();

  /**
   * How many last blocks are left to the scalar kernel, so that loads of {@link #BYTES} cannot
   * reach beyond the source.
   */
  static final int SPARED_BLOCKS = BYTES.length() > COUNT ? 1 : 0;

  private Lanes() {}

  private static VectorShape shape() {
    int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    int bits = Integer.getInteger(VectorKernels.BITS_PROPERTY, preferred);
    return VectorShape.forBitSize(Math.clamp(bits, 128, 512));
  }
}
