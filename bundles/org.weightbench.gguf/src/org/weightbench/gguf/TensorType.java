package org.weightbench.gguf;

import java.util.Optional;

/**
 * How the weights of a tensor are stored: in blocks of {@link #blockWeights()} weights that take
 * {@link #blockBytes()} bytes. Ids and sizes are those of ggml's type traits; this is the one place
 * that holds them.
 */
public enum TensorType {
  F32(0, 1, 4),
  F16(1, 1, 2),
  Q4_0(2, 32, 18),
  Q4_1(3, 32, 20),
  Q5_0(6, 32, 22),
  Q5_1(7, 32, 24),
  Q8_0(8, 32, 34),
  Q8_1(9, 32, 36),
  Q2_K(10, 256, 84),
  Q3_K(11, 256, 110),
  Q4_K(12, 256, 144),
  Q5_K(13, 256, 176),
  Q6_K(14, 256, 210),
  Q8_K(15, 256, 292),
  IQ2_XXS(16, 256, 66),
  IQ2_XS(17, 256, 74),
  IQ3_XXS(18, 256, 98),
  IQ1_S(19, 256, 50),
  IQ4_NL(20, 32, 18),
  IQ3_S(21, 256, 110),
  IQ2_S(22, 256, 82),
  IQ4_XS(23, 256, 136),
  I8(24, 1, 1),
  I16(25, 1, 2),
  I32(26, 1, 4),
  I64(27, 1, 8),
  F64(28, 1, 8),
  IQ1_M(29, 256, 56),
  BF16(30, 1, 2),
  TQ1_0(34, 256, 54),
  TQ2_0(35, 256, 66),
  MXFP4(39, 32, 17),
  NVFP4(40, 64, 36),
  Q1_0(41, 128, 18),
  Q2_0(42, 64, 18);

  private static final TensorType[] BY_ID = byIds();

  private final int id;
  private final int blockWeights;
  private final int blockBytes;

  TensorType(int id, int blockWeights, int blockBytes) {
    this.id = id;
    this.blockWeights = blockWeights;
    this.blockBytes = blockBytes;
  }

  /** Returns the number that stands for this type in a file. */
  public int id() {
    return id;
  }

  /** Returns the number of weights in a block. */
  public int blockWeights() {
    return blockWeights;
  }

  /** Returns the number of bytes of a block. */
  public int blockBytes() {
    return blockBytes;
  }

  /**
   * Returns the bytes that so many weights take.
   *
   * @param weights a multiple of {@link #blockWeights()}, not negative
   * @throws IllegalArgumentException when the weights are negative or no multiple of the block
   * @throws ArithmeticException when the bytes do not fit a {@code long}
   */
  public long bytesFor(long weights) {
    if (weights < 0 || weights % blockWeights != 0) {
      throw new IllegalArgumentException(
          weights + " weights of type " + this + ", expected a multiple of " + blockWeights);
    }
    return Math.multiplyExact(weights / blockWeights, (long) blockBytes);
  }

  /** Returns the type with this id; empty for unknown and for removed ids. */
  public static Optional<TensorType> byId(int id) {
    return id >= 0 && id < BY_ID.length ? Optional.ofNullable(BY_ID[id]) : Optional.empty();
  }

  /** Returns the type with this name, in any case; empty when there is none. */
  public static Optional<TensorType> byName(String name) {
    for (TensorType type : values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Returns the name that ggml once gave to an id which it has removed since; else empty. */
  public static Optional<String> removedName(int id) {
    return switch (id) {
      case 4 -> Optional.of("Q4_2");
      case 5 -> Optional.of("Q4_3");
      case 31 -> Optional.of("Q4_0_4_4");
      case 32 -> Optional.of("Q4_0_4_8");
      case 33 -> Optional.of("Q4_0_8_8");
      case 36 -> Optional.of("IQ4_NL_4_4");
      case 37 -> Optional.of("IQ4_NL_4_8");
      case 38 -> Optional.of("IQ4_NL_8_8");
      default -> Optional.empty();
    };
  }

  static int lastId() {
    return BY_ID.length - 1;
  }

  private static TensorType[] byIds() {
    TensorType[] types = values();
    TensorType[] byId = new TensorType[types[types.length - 1].id + 1];
    for (TensorType type : types) {
      byId[type.id] = type;
    }
    return byId;
  }
}
