package org.weightbench.gguf;

/**
 * A floating-point number.
 *
 * @param type {@link ValueType#FLOAT32} or {@link ValueType#FLOAT64}
 * @param value the number; for {@code FLOAT32} one that a {@code float} holds exactly
 */
public record FloatValue(ValueType type, double value) implements MetadataValue {

  /**
   * Checks the type.
   *
   * @throws IllegalArgumentException when the type is no floating-point type or cannot hold the
   *     number exactly
   */
  public FloatValue {
    if (!type.isFloat()
        || (type == ValueType.FLOAT32 && Double.compare((float) value, value) != 0)) {
      throw new IllegalArgumentException(value + " is no value of type " + type);
    }
  }

  /** Returns the shortest decimal number that stands for this one in its type. */
  @Override
  public String toString() {
    return type == ValueType.FLOAT32 ? Float.toString((float) value) : Double.toString(value);
  }
}
