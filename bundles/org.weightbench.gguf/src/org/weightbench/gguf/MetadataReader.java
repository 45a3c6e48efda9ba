package org.weightbench.gguf;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the keys and values of a header; strings and arrays stay encoded where they are. */
final class MetadataReader {
  static final int MIN_PAIR_BYTES = Long.BYTES + Integer.BYTES + Byte.BYTES;

  private final HeaderCursor cursor;
  private final Map<String, Integer> valuePlaces = new HashMap<>();
  private int alignment = Alignment.DEFAULT_BYTES;

  MetadataReader(HeaderCursor cursor) {
    this.cursor = cursor;
  }

  Metadata read(long pairs) throws GgufException {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    for (long i = 0; i < pairs; i++) {
      int keyAt = cursor.position();
      String key = cursor.readName("a metadata key");
      if (values.containsKey(key)) {
        throw cursor.bad(
            keyAt,
            "the key " + DisplayText.quoted(key) + " a second time",
            "every metadata key once");
      }
      ValueType type = readType(key);
      int valueAt = cursor.position();
      valuePlaces.put(key, valueAt);
      MetadataValue value = readValue(key, type);
      if (key.equals(Alignment.KEY)) {
        alignment = checkAlignment(value, valueAt);
      }
      values.put(key, value);
    }
    return Metadata.of(values);
  }

  /** Returns the file's alignment in bytes, once {@link #read} is done. */
  int alignment() {
    return alignment;
  }

  /** Returns where a key's value starts, 0 when the key is absent. */
  int placeOf(String key) {
    return valuePlaces.getOrDefault(key, 0);
  }

  private int checkAlignment(MetadataValue value, int at) throws GgufException {
    if (value instanceof IntegerValue integer
        && integer.type() == ValueType.UINT32
        && Alignment.isValid(integer.value())) {
      return (int) integer.value();
    }
    String shown =
        value instanceof StringValue string ? DisplayText.quoted(string.value()) : value.toString();
    throw cursor.bad(
        at, Alignment.KEY + " " + shown + " of type " + value.type(), Alignment.EXPECTED);
  }

  private ValueType readType(String key) throws GgufException {
    int at = cursor.position();
    int id = cursor.readInt("a value type");
    Optional<ValueType> type = ValueType.byId(id);
    if (type.isEmpty()) {
      throw cursor.bad(
          at,
          "value type " + Integer.toUnsignedString(id) + " for the key " + DisplayText.quoted(key),
          "a value type from 0 to 12");
    }
    return type.get();
  }

  private MetadataValue readValue(String key, ValueType type) throws GgufException {
    return switch (type) {
      case STRING -> new StringValue(cursor.readString("a string value"));
      case ARRAY -> readArray(key);
      case BOOL -> {
        int at = cursor.position();
        ByteBuffer value = cursor.read(Byte.BYTES, "a boolean");
        checkBools(value, at);
        yield new BoolValue(value.get(0) != 0);
      }
      case FLOAT32 ->
          new FloatValue(type, cursor.read(Float.BYTES, "a floating-point number").getFloat(0));
      case FLOAT64 ->
          new FloatValue(type, cursor.read(Double.BYTES, "a floating-point number").getDouble(0));
      default -> ArrayValue.scalar(type, cursor.read(type.fixedBytes(), "a whole number"), 0);
    };
  }

  private ArrayValue readArray(String key) throws GgufException {
    int typeAt = cursor.position();
    ValueType elementType = readType(key);
    if (elementType == ValueType.ARRAY) {
      throw cursor.bad(
          typeAt,
          "an array of arrays for the key " + DisplayText.quoted(key),
          "an array of plain values; ggml reads no nested arrays either");
    }
    int countAt = cursor.position();
    long count = cursor.readLong("an array's number of elements");
    long most = cursor.roomFor(elementType.minimumBytes());
    if (count < 0 || count > most) {
      throw cursor.bad(
          countAt,
          "an array of "
              + Long.toUnsignedString(count)
              + " elements of type "
              + elementType
              + " for the key "
              + DisplayText.quoted(key),
          "at most " + most + ", which is what the rest of the file has room for");
    }
    int start = cursor.position();
    ByteBuffer encoded =
        elementType == ValueType.STRING
            ? cursor.readStrings(count, "a string of an array")
            : cursor.read(count * elementType.fixedBytes(), "an array");
    if (elementType == ValueType.BOOL) {
      checkBools(encoded, start);
    }
    return new ArrayValue(elementType, (int) count, encoded);
  }

  private void checkBools(ByteBuffer bools, int start) throws GgufException {
    for (int i = 0; i < bools.limit(); i++) {
      byte value = bools.get(i);
      if (value != 0 && value != 1) {
        throw cursor.bad(start + i, "a boolean of value " + Byte.toUnsignedInt(value), "0 or 1");
      }
    }
  }
}
