package org.weightbench.gguf;

/**
 * A whole number.
 *
 * @param type one of the integer types
 * @param value the number; for {@link ValueType#UINT64} its 64 bits, to be read as unsigned
 */
public record IntegerValue(ValueType type, long value) implements MetadataValue {

  /**
   * Checks that the number fits.
   *
   * @throws IllegalArgumentException when the type is no integer type or the number is out of its
   *     range
   */
  public IntegerValue {
    boolean fits =
        switch (type) {
          case UINT8 -> value >= 0 && value <= 0xFF;
          case INT8 -> value == (byte) value;
          case UINT16 -> value >= 0 && value <= 0xFFFF;
          case INT16 -> value == (short) value;
          case UINT32 -> value >= 0 && value <= 0xFFFF_FFFFL;
          case INT32 -> value == (int) value;
          case UINT64, INT64 -> true;
          case FLOAT32, BOOL, STRING, ARRAY, FLOAT64 -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException(value + " is no value of type " + type);
    }
  }

  /** Returns the number in decimal digits. */
  @Override
  public String toString() {
    return type == ValueType.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
  }
}
