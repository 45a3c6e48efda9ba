package org.weightbench.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes GGUF files byte by byte, valid or not, without the writer that is under test. */
final class RawGguf {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long mark;

  static RawGguf start(int version, long tensors, long pairs) {
    return new RawGguf().text("GGUF").u32(version).u64(tensors).u64(pairs);
  }

  /** A valid file of two tensors, F32 and Q8_0, and one value of every kind. */
  static RawGguf small(int version) {
    return start(version, 2, 15)
        .key("general.architecture", 8)
        .string("llama")
        .key("u8", 0)
        .bytes(200)
        .key("i8", 1)
        .bytes(0x80)
        .key("u16", 2)
        .bytes(0xFF, 0xFF)
        .key("i16", 3)
        .bytes(0, 0x80)
        .key("u32", 4)
        .u32(-1)
        .key("i32", 5)
        .u32(-5)
        .key("f32", 6)
        .u32(Float.floatToIntBits(1.5f))
        .key("bool", 7)
        .bytes(1)
        .key("u64", 10)
        .u64(-1)
        .key("i64", 11)
        .u64(Long.MIN_VALUE)
        .key("f64", 12)
        .u64(Double.doubleToLongBits(0.1))
        .key("tokens", 9)
        .u32(8)
        .u64(3)
        .string("a")
        .string("")
        .string("ü")
        .key("scores", 9)
        .u32(6)
        .u64(2)
        .u32(Float.floatToIntBits(-1f))
        .u32(Float.floatToIntBits(2f))
        .key("flags", 9)
        .u32(7)
        .u64(2)
        .bytes(1, 0)
        .info("blk.0.a", 0, 0, 4, 2)
        .info("blk.1.b", 8, 32, 32)
        .pad(32)
        .data(32)
        .data(34)
        .pad(32);
  }

  RawGguf text(String ascii) {
    bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  RawGguf bytes(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  RawGguf u32(int value) {
    bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  RawGguf u64(long value) {
    bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  RawGguf string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    u64(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  RawGguf key(String key, int valueType) {
    return string(key).u32(valueType);
  }

  RawGguf info(String name, int type, long offset, long... shape) {
    string(name).u32(shape.length);
    for (long dimension : shape) {
      u64(dimension);
    }
    return u32(type).u64(offset);
  }

  RawGguf pad(int alignment) {
    while (bytes.size() % alignment != 0) {
      bytes.write(0);
    }
    return this;
  }

  /** Appends data that differs from byte to byte. */
  RawGguf data(int count) {
    for (int i = 0; i < count; i++) {
      bytes.write(7 * i + 1);
    }
    return this;
  }

  /** Remembers that the next field is the one that the error must name. */
  RawGguf mark() {
    mark = bytes.size();
    return this;
  }

  long marked() {
    return mark;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  Path writeTo(Path file) {
    return write(file, toBytes());
  }

  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
