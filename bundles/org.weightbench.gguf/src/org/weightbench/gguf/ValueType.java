package org.weightbench.gguf;

import java.util.Optional;

/** The type of a metadata value or of an array's elements, with its number in the file. */
public enum ValueType {
  UINT8(0, 1),
  INT8(1, 1),
  UINT16(2, 2),
  INT16(3, 2),
  UINT32(4, 4),
  INT32(5, 4),
  FLOAT32(6, 4),
  BOOL(7, 1),
  /** A {@code u64} length in bytes, then UTF-8, which no writer guarantees. */
  STRING(8, 0),
  /** A {@code u32} element type, a {@code u64} count, then the elements. */
  ARRAY(9, 0),
  UINT64(10, 8),
  INT64(11, 8),
  FLOAT64(12, 8);

  private static final ValueType[] BY_ID = values();

  private final int id;
  private final int fixedBytes;

  ValueType(int id, int fixedBytes) {
    this.id = id;
    this.fixedBytes = fixedBytes;
  }

  /** Returns the number that stands for this type in a file. */
  public int id() {
    return id;
  }

  /** Returns the bytes of a value, 0 for strings and arrays, whose values differ in size. */
  public int fixedBytes() {
    return fixedBytes;
  }

  /** Returns the fewest bytes that a value can take. */
  int minimumBytes() {
    return switch (this) {
      case STRING -> Long.BYTES;
      case ARRAY -> Integer.BYTES + Long.BYTES;
      default -> fixedBytes;
    };
  }

  /** Returns whether values are whole numbers. */
  public boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
      case FLOAT32, BOOL, STRING, ARRAY, FLOAT64 -> false;
    };
  }

  /** Returns whether values are floating-point numbers. */
  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /** Returns the type with this id; empty when there is none. */
  public static Optional<ValueType> byId(int id) {
    return id >= 0 && id < BY_ID.length ? Optional.of(BY_ID[id]) : Optional.empty();
  }
}
