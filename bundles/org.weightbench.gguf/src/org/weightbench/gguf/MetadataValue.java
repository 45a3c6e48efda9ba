package org.weightbench.gguf;

import java.util.List;

/** A metadata value: one class for each kind, {@link #type()} for its exact form in the file. */
public sealed interface MetadataValue
    permits IntegerValue, FloatValue, BoolValue, StringValue, ArrayValue {

  /** Returns the type in the file. */
  ValueType type();

  /** Returns a {@code u32}; 0 to 2^32-1. */
  static MetadataValue uint32(long value) {
    return new IntegerValue(ValueType.UINT32, value);
  }

  /** Returns a {@code u16}; 0 to 65,535. */
  static MetadataValue uint16(int value) {
    return new IntegerValue(ValueType.UINT16, value);
  }

  /** Returns an {@code i32}. */
  static MetadataValue int32(int value) {
    return new IntegerValue(ValueType.INT32, value);
  }

  /** Returns a {@code u64} of these 64 bits. */
  static MetadataValue uint64(long bits) {
    return new IntegerValue(ValueType.UINT64, bits);
  }

  /** Returns an {@code f32}. */
  static MetadataValue float32(float value) {
    return new FloatValue(ValueType.FLOAT32, value);
  }

  /** Returns a boolean. */
  static MetadataValue bool(boolean value) {
    return new BoolValue(value);
  }

  /** Returns a string. */
  static MetadataValue string(String value) {
    return StringValue.of(value);
  }

  /** Returns an array of strings. */
  static MetadataValue strings(List<String> values) {
    return ArrayValue.ofStrings(values);
  }
}
