package org.weightbench.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where everything of a file that is to be written goes, and the bytes of its header.
 *
 * @param alignment what every tensor's place is a multiple of, in bytes
 * @param headerBytes the size of the header with its padding
 * @param offsets where each tensor starts, from the start of the data; one more for the end
 */
record HeaderLayout(int alignment, int headerBytes, List<Long> offsets) {
  private static final int VERSION = 3;

  /**
   * Lays a file out.
   *
   * @throws IllegalArgumentException when it cannot be written
   */
  static HeaderLayout of(Metadata metadata, List<TensorDeclaration> tensors) {
    int alignment = alignment(metadata);
    long bytes = 2 * Integer.BYTES + 2 * Long.BYTES;
    for (String key : metadata.keys()) {
      int keyBytes = utf8(key).length;
      if (keyBytes > HeaderCursor.MAX_NAME_BYTES) {
        throw new IllegalArgumentException(
            "key " + DisplayText.quoted(key) + " is longer than 65535 bytes");
      }
      MetadataValue value = metadata.get(key).orElseThrow();
      bytes += Long.BYTES + keyBytes + Integer.BYTES + valueBytes(value);
    }
    Long[] offsets = new Long[tensors.size() + 1];
    long offset = 0;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tensors.size(); i++) {
      TensorDeclaration tensor = tensors.get(i);
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(
            "tensor " + DisplayText.quoted(tensor.name()) + " is declared twice");
      }
      bytes += infoBytes(tensor);
      offsets[i] = offset;
      offset = end(offset, tensor, alignment);
    }
    offsets[tensors.size()] = offset;
    long headerBytes = Alignment.roundUp(bytes, alignment);
    if (headerBytes > HeaderCursor.MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "a header of " + DisplayText.bytes(headerBytes) + ", expected at most 1 GiB");
    }
    return new HeaderLayout(alignment, (int) headerBytes, List.of(offsets));
  }

  /** Returns where a tensor starts, counted from the start of the file. */
  long startOf(int tensor) {
    return headerBytes + offsets.get(tensor);
  }

  long fileBytes() {
    return headerBytes + offsets.getLast();
  }

  /** Returns the header with its padding, for what this layout was made of. */
  ByteBuffer encode(Metadata metadata, List<TensorDeclaration> tensors) {
    ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(HeaderReader.MAGIC).putInt(VERSION);
    header.putLong(tensors.size()).putLong(metadata.keys().size());
    for (String key : metadata.keys()) {
      putString(header, key);
      MetadataValue value = metadata.get(key).orElseThrow();
      header.putInt(value.type().id());
      putValue(header, value);
    }
    for (int i = 0; i < tensors.size(); i++) {
      TensorDeclaration tensor = tensors.get(i);
      putString(header, tensor.name());
      header.putInt(tensor.shape().size());
      for (long dimension : tensor.shape()) {
        header.putLong(dimension);
      }
      header.putInt(tensor.type().id()).putLong(offsets.get(i));
    }
    return header.rewind();
  }

  private static int alignment(Metadata metadata) {
    MetadataValue value =
        metadata.get(Alignment.KEY).orElse(MetadataValue.uint32(Alignment.DEFAULT_BYTES));
    if (value instanceof IntegerValue integer
        && integer.type() == ValueType.UINT32
        && Alignment.isValid(integer.value())) {
      return (int) integer.value();
    }
    throw new IllegalArgumentException(
        Alignment.KEY
            + " "
            + value
            + " of type "
            + value.type()
            + ", expected "
            + Alignment.EXPECTED);
  }

  private static long end(long offset, TensorDeclaration tensor, int alignment) {
    try {
      return Alignment.roundUp(Math.addExact(offset, tensor.byteSize()), alignment);
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException(
          "tensor " + DisplayText.quoted(tensor.name()) + " ends past 2^63 bytes", overflow);
    }
  }

  private static long valueBytes(MetadataValue value) {
    return switch (value) {
      case StringValue string -> Long.BYTES + (long) string.byteSize();
      case ArrayValue array -> Integer.BYTES + Long.BYTES + (long) array.byteSize();
      case IntegerValue integer -> integer.type().fixedBytes();
      case FloatValue number -> number.type().fixedBytes();
      case BoolValue bool -> bool.type().fixedBytes();
    };
  }

  private static long infoBytes(TensorDeclaration tensor) {
    return Long.BYTES
        + utf8(tensor.name()).length
        + Integer.BYTES
        + (long) tensor.shape().size() * Long.BYTES
        + Integer.BYTES
        + Long.BYTES;
  }

  private static void putValue(ByteBuffer header, MetadataValue value) {
    switch (value) {
      case StringValue string -> header.putLong(string.byteSize()).put(string.utf8());
      case ArrayValue array ->
          header.putInt(array.elementType().id()).putLong(array.size()).put(array.encoded());
      case IntegerValue integer -> putInteger(header, integer);
      case FloatValue number -> putFloat(header, number);
      case BoolValue bool -> header.put((byte) (bool.value() ? 1 : 0));
    }
  }

  /** Writes a number in the width of its type. */
  static void putInteger(ByteBuffer target, IntegerValue integer) {
    switch (integer.type().fixedBytes()) {
      case Byte.BYTES -> target.put((byte) integer.value());
      case Short.BYTES -> target.putShort((short) integer.value());
      case Integer.BYTES -> target.putInt((int) integer.value());
      default -> target.putLong(integer.value());
    }
  }

  /** Writes a number in the width of its type. */
  static void putFloat(ByteBuffer target, FloatValue number) {
    if (number.type() == ValueType.FLOAT32) {
      target.putFloat((float) number.value());
    } else {
      target.putDouble(number.value());
    }
  }

  private static void putString(ByteBuffer header, String string) {
    byte[] bytes = utf8(string);
    header.putLong(bytes.length).put(bytes);
  }

  private static byte[] utf8(String string) {
    return string.getBytes(StandardCharsets.UTF_8);
  }
}
