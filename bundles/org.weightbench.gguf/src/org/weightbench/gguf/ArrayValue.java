package org.weightbench.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An array, kept as it is encoded in the file: each access decodes one element, none is
 * materialized before. A value read from a file can be used until its {@link GgufModel} is closed.
 */
public final class ArrayValue implements MetadataValue {
  private static final int INDEX_STRIDE = 32;

  private final ValueType elementType;
  private final int size;
  private final ByteBuffer encoded;

  /** Where every {@link #INDEX_STRIDE}th string starts; made by the first access to a string. */
  private volatile int[] index = {};

  /**
   * Takes the encoded elements.
   *
   * @param encoded a little-endian buffer from position 0, checked to hold exactly {@code size}
   *     elements, whose position and limit nobody changes any more
   */
  ArrayValue(ValueType elementType, int size, ByteBuffer encoded) {
    this.elementType = elementType;
    this.size = size;
    this.encoded = encoded;
  }

  /** Returns an array of these strings. */
  public static ArrayValue ofStrings(List<String> values) {
    List<byte[]> utf8 = values.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
    int bytes = 0;
    for (byte[] string : utf8) {
      bytes = Math.addExact(bytes, Math.addExact(Long.BYTES, string.length));
    }
    ByteBuffer encoded = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] string : utf8) {
      encoded.putLong(string.length).put(string);
    }
    return new ArrayValue(ValueType.STRING, utf8.size(), encoded.flip());
  }

  /**
   * Returns an array of these whole numbers.
   *
   * @throws IllegalArgumentException when the type is no integer type or a number is out of its
   *     range
   */
  public static ArrayValue ofIntegers(ValueType elementType, long... values) {
    ByteBuffer encoded = allocate(elementType, values.length);
    for (long value : values) {
      HeaderLayout.putInteger(encoded, new IntegerValue(elementType, value));
    }
    return new ArrayValue(elementType, values.length, encoded.flip());
  }

  /**
   * Returns an array of these floating-point numbers.
   *
   * @throws IllegalArgumentException when the type is no floating-point type or cannot hold a
   *     number exactly
   */
  public static ArrayValue ofFloats(ValueType elementType, double... values) {
    ByteBuffer encoded = allocate(elementType, values.length);
    for (double value : values) {
      HeaderLayout.putFloat(encoded, new FloatValue(elementType, value));
    }
    return new ArrayValue(elementType, values.length, encoded.flip());
  }

  /** Returns an array of these booleans. */
  public static ArrayValue ofBools(boolean... values) {
    ByteBuffer encoded = allocate(ValueType.BOOL, values.length);
    for (boolean value : values) {
      encoded.put((byte) (value ? 1 : 0));
    }
    return new ArrayValue(ValueType.BOOL, values.length, encoded.flip());
  }

  private static ByteBuffer allocate(ValueType elementType, int size) {
    return ByteBuffer.allocate(Math.multiplyExact(elementType.fixedBytes(), size))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ValueType type() {
    return ValueType.ARRAY;
  }

  /** Returns the type of every element, never {@link ValueType#ARRAY}. */
  public ValueType elementType() {
    return elementType;
  }

  /** Returns the number of elements. */
  public int size() {
    return size;
  }

  /** Returns how many bytes the elements take in the file. */
  public int byteSize() {
    return encoded.remaining();
  }

  /**
   * Decodes one element.
   *
   * @throws IndexOutOfBoundsException when there is no such element
   */
  public MetadataValue get(int element) {
    Objects.checkIndex(element, size);
    return switch (elementType) {
      case STRING -> new StringValue(stringBytes(element));
      case BOOL -> new BoolValue(encoded.get(element) != 0);
      case FLOAT32 -> new FloatValue(ValueType.FLOAT32, encoded.getFloat(element * Float.BYTES));
      case FLOAT64 -> new FloatValue(ValueType.FLOAT64, encoded.getDouble(element * Double.BYTES));
      default -> scalar(elementType, encoded, element * elementType.fixedBytes());
    };
  }

  /**
   * Returns the whole number at an index.
   *
   * @throws IllegalStateException when the elements are no integers
   * @throws IndexOutOfBoundsException when there is no such element
   */
  public long integer(int element) {
    if (get(element) instanceof IntegerValue integer) {
      return integer.value();
    }
    throw wrongType("integers");
  }

  /**
   * Returns the floating-point number at an index.
   *
   * @throws IllegalStateException when the elements are no floating-point numbers
   * @throws IndexOutOfBoundsException when there is no such element
   */
  public double number(int element) {
    if (get(element) instanceof FloatValue number) {
      return number.value();
    }
    throw wrongType("floating-point numbers");
  }

  /**
   * Returns a view of the elements as strings; each is decoded anew when it is asked for.
   *
   * @throws IllegalStateException when the elements are no strings
   */
  public List<String> strings() {
    if (elementType != ValueType.STRING) {
      throw wrongType("strings");
    }
    return new Strings();
  }

  /** Returns a read-only view of the elements as they are in the file. */
  ByteBuffer encoded() {
    return encoded.asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrayValue that
        && elementType == that.elementType
        && size == that.size
        && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(elementType, size, encoded);
  }

  /** Returns the element type and the number of elements. */
  @Override
  public String toString() {
    return elementType + "[" + size + "]";
  }

  private IllegalStateException wrongType(String asked) {
    return new IllegalStateException("an array of " + elementType + " was asked for " + asked);
  }

  private ByteBuffer stringBytes(int element) {
    int[] starts = index;
    if (starts.length == 0) {
      starts = makeIndex();
      index = starts;
    }
    int at = starts[element / INDEX_STRIDE];
    for (int skipped = element % INDEX_STRIDE; skipped > 0; skipped--) {
      at += Long.BYTES + (int) encoded.getLong(at);
    }
    return encoded.slice(at + Long.BYTES, (int) encoded.getLong(at));
  }

  private int[] makeIndex() {
    int[] starts = new int[(size + INDEX_STRIDE - 1) / INDEX_STRIDE];
    int at = 0;
    for (int element = 0; element < size; element++) {
      if (element % INDEX_STRIDE == 0) {
        starts[element / INDEX_STRIDE] = at;
      }
      at += Long.BYTES + (int) encoded.getLong(at);
    }
    return starts;
  }

  /** Decodes an integer of a type at a place of a little-endian buffer. */
  static IntegerValue scalar(ValueType type, ByteBuffer buffer, int at) {
    long value =
        switch (type) {
          case UINT8 -> Byte.toUnsignedLong(buffer.get(at));
          case INT8 -> buffer.get(at);
          case UINT16 -> Short.toUnsignedLong(buffer.getShort(at));
          case INT16 -> buffer.getShort(at);
          case UINT32 -> Integer.toUnsignedLong(buffer.getInt(at));
          case INT32 -> buffer.getInt(at);
          case UINT64, INT64 -> buffer.getLong(at);
          case FLOAT32, BOOL, STRING, ARRAY, FLOAT64 ->
              throw new IllegalArgumentException(type + " is no integer type");
        };
    return new IntegerValue(type, value);
  }

  private final class Strings extends AbstractList<String> implements RandomAccess {
    @Override
    public String get(int element) {
      Objects.checkIndex(element, size);
      return new StringValue(stringBytes(element)).toString();
    }

    @Override
    public int size() {
      return size;
    }
  }
}
