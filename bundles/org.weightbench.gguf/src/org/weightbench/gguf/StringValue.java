package org.weightbench.gguf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A string, decoded when asked for. Its bytes are kept as they are in the file, so what is not
 * UTF-8 survives copying. A value read from a file can be used until its {@link GgufModel} is
 * closed.
 */
public final class StringValue implements MetadataValue {
  private final ByteBuffer utf8;

  /** Takes a buffer whose position and limit nobody changes any more. */
  StringValue(ByteBuffer utf8) {
    this.utf8 = utf8;
  }

  /** Returns the value of this string. */
  public static StringValue of(String value) {
    return new StringValue(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  /** Decodes the string; every malformed byte sequence becomes U+FFFD. */
  public String value() {
    byte[] bytes = new byte[byteSize()];
    utf8.get(utf8.position(), bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns how many bytes the string has, without decoding it. */
  public int byteSize() {
    return utf8.remaining();
  }

  /** Returns a read-only view of the string's bytes. */
  ByteBuffer utf8() {
    return utf8.asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StringValue that && utf8.equals(that.utf8);
  }

  @Override
  public int hashCode() {
    return utf8.hashCode();
  }

  /** Returns {@link #value()}. */
  @Override
  public String toString() {
    return value();
  }
}
