package org.weightbench.gguf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The keys and values of a file, in the file's order. */
public final class Metadata {
  private final Map<String, MetadataValue> values;

  private Metadata(Map<String, MetadataValue> values) {
    this.values = values;
  }

  /** Returns these keys and values, in the map's order. */
  public static Metadata of(Map<String, MetadataValue> values) {
    return new Metadata(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** Returns a copy in which the key has this value, in its old place or else at the end. */
  public Metadata with(String key, MetadataValue value) {
    Map<String, MetadataValue> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return of(changed);
  }

  /** Returns a copy without this key. */
  public Metadata without(String key) {
    Map<String, MetadataValue> changed = new LinkedHashMap<>(values);
    changed.remove(key);
    return of(changed);
  }

  /** Returns the keys in the file's order. */
  public Set<String> keys() {
    return values.keySet();
  }

  /** Returns the value of a key; empty when the key is not there. */
  public Optional<MetadataValue> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Returns a key's string; empty when the key is not there or its value is no string. */
  public Optional<String> string(String key) {
    return values.get(key) instanceof StringValue string
        ? Optional.of(string.value())
        : Optional.empty();
  }

  /**
   * Returns a key's whole number; empty when the key is not there or its value is no integer or a
   * {@code u64} above 2^63-1.
   */
  public OptionalLong integer(String key) {
    return values.get(key) instanceof IntegerValue integer
            && (integer.type() != ValueType.UINT64 || integer.value() >= 0)
        ? OptionalLong.of(integer.value())
        : OptionalLong.empty();
  }

  /** Returns a key's array; empty when the key is not there or its value is no array. */
  public Optional<ArrayValue> array(String key) {
    return values.get(key) instanceof ArrayValue array ? Optional.of(array) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metadata that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Returns all keys and values; arrays without their elements. */
  @Override
  public String toString() {
    return values.toString();
  }
}
