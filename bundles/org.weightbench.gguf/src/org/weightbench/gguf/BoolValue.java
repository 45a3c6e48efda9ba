package org.weightbench.gguf;

/**
 * True or false.
 *
 * @param value which of them
 */
public record BoolValue(boolean value) implements MetadataValue {

  @Override
  public ValueType type() {
    return ValueType.BOOL;
  }

  /** Returns {@code true} or {@code false}. */
  @Override
  public String toString() {
    return Boolean.toString(value);
  }
}
