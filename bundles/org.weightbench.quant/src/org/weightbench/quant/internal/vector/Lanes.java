package org.weightbench.quant.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.weightbench.quant.internal.VectorKernels;

/**
 * The vectors of this process, chosen once: as wide as the processor prefers or as {@value
 * VectorKernels#BITS_PROPERTY} says.
 */
final class Lanes {
  private static final VectorShape SHAPE = shape();

  /** The floats that are written at once. */
  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

  /** As many ints as {@link #FLOATS}. */
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

  /** As many shorts as {@link #FLOATS}. */
  static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

  /**
   * As many bytes as {@link #FLOATS}; for four floats eight bytes, of which the first four count,
   * since no vector is shorter.
   */
  static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHAPE.vectorBitSize() / 4)));

  /** Two longs, which have 16 bytes: those of two codebook entries of eight. */
  static final VectorSpecies<Long> PAIR = LongVector.SPECIES_128;

  /**
   * As many ints as have the bytes of {@link #BYTES}: those of as many codebook entries of four.
   */
  static final VectorSpecies<Integer> FOURS = BYTES.withLanes(int.class);

  /** Half as many floats as {@link #FLOATS}: those that {@link #DOUBLES} or {@link #LONGS} give. */
  static final VectorSpecies<Float> HALF_FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

  /** As many doubles as {@link #HALF_FLOATS}. */
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

  /** As many longs as {@link #HALF_FLOATS}. */
  static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);

  /** Number of floats that are written at once. */
  static final int COUNT = FLOATS.length();

  /** Twice {@link #COUNT}. */
  static final int TWICE = 2 * COUNT;

  /** {@link #TWICE} bytes. */
  static final VectorSpecies<Byte> TWICE_BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

  /** {@link #TWICE} shorts. */
  static final VectorSpecies<Short> TWICE_SHORTS = VectorSpecies.of(short.class, SHAPE);

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
