package org.weightbench.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what comes before the data of one file, over its mapping. Every count and length is
 * compared with the bytes that remain before anything is allocated for it, so the memory used is
 * bounded by the file's size; strings and arrays stay where they are until they are asked for.
 *
 * <p>It reads through a {@link ByteBuffer} because that needs no method handles, which would be
 * most of the time that a fresh JVM takes here; so a header ends within the first GiB.
 */
final class HeaderReader {
  static final int MAGIC = 0x46554747;
  static final int MAX_STORED_NAME_BYTES = 65_535;
  static final int MAX_HEADER_BYTES = 1 << 30;

  private static final int FIXED_HEADER_BYTES = 24;
  private static final int MIN_PAIR_BYTES = Long.BYTES + Integer.BYTES + Byte.BYTES;
  private static final int MIN_INFO_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final Path file;
  private final long fileBytes;
  private final ByteBuffer header;
  private final int version;
  private final long tensorCount;
  private final Metadata metadata;
  private final Map<String, Integer> valuePlaces = new HashMap<>();
  private int alignment = Alignment.DEFAULT_BYTES;
  private int position;

  /**
   * Reads the metadata.
   *
   * @throws GgufException when the file is none that can be read
   */
  HeaderReader(Path file, MemorySegment mapped) throws GgufException {
    this.file = file;
    this.fileBytes = mapped.byteSize();
    this.header =
        mapped
            .asSlice(0, Math.min(fileBytes, MAX_HEADER_BYTES))
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
    readMagic();
    version = readVersion();
    tensorCount = readCount("tensors", MIN_INFO_BYTES);
    metadata = readMetadata(readCount("metadata pairs", MIN_PAIR_BYTES));
  }

  Metadata metadata() {
    return metadata;
  }

  /** Returns the failure of a key's value, or of the header's start when the key is absent. */
  GgufException badValue(String key, String found, String expected) {
    return bad(valuePlaces.getOrDefault(key, 0), found, expected);
  }

  /**
   * Reads the list of tensors. Call it once.
   *
   * @param shard the index of this file in its model
   * @param problems gets what is wrong but leaves the rest readable
   */
  GgufFile readTensors(int shard, List<GgufProblem> problems) throws GgufException {
    List<Draft> drafts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (long i = 0; i < tensorCount; i++) {
      drafts.add(readInfo(names, problems));
    }
    long dataOffset = Alignment.roundUp(position, alignment);
    return new GgufFile(
        file,
        version,
        alignment,
        dataOffset,
        fileBytes,
        metadata,
        place(drafts, dataOffset, shard, problems));
  }

  private void readMagic() throws GgufException {
    int bytes = (int) Math.min(fileBytes, Integer.BYTES);
    if (bytes == 0) {
      throw bad(0, "an empty file", "the magic \"GGUF\" of a GGUF model");
    }
    if (bytes < Integer.BYTES || header.getInt(0) != MAGIC) {
      byte[] start = new byte[bytes];
      header.get(0, start);
      throw bad(
          0,
          DisplayText.quoted(new String(start, StandardCharsets.ISO_8859_1)),
          "the magic \"GGUF\"; this is no GGUF model");
    }
    position = Integer.BYTES;
  }

  private int readVersion() throws GgufException {
    int at = position;
    int found = readInt("the version");
    if (found == 2 || found == 3) {
      return found;
    }
    if ((found & 0xFFFF) == 0 && found != 0) {
      throw bad(
          at,
          "version " + Integer.reverseBytes(found) + " in big-endian byte order",
          "a little-endian file; convert the model again for this kind of machine");
    }
    throw bad(
        at,
        "GGUF version " + Integer.toUnsignedString(found),
        "version 2 or 3" + (found == 1 ? "; convert the model again with a newer tool" : ""));
  }

  private long readCount(String what, int minimumBytesEach) throws GgufException {
    int at = position;
    long count = readLong("the number of " + what);
    long most = (fileBytes - FIXED_HEADER_BYTES) / minimumBytesEach;
    if (count < 0 || count > Math.max(0, most)) {
      throw bad(
          at,
          Long.toUnsignedString(count) + " " + what,
          "at most " + Math.max(0, most) + ", which is what the file has room for");
    }
    return count;
  }

  private Metadata readMetadata(long pairs) throws GgufException {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    for (long i = 0; i < pairs; i++) {
      int keyAt = position;
      String key = readName("a metadata key");
      if (values.containsKey(key)) {
        throw bad(
            keyAt,
            "the key " + DisplayText.quoted(key) + " a second time",
            "every metadata key once");
      }
      ValueType type = readValueType(key);
      valuePlaces.put(key, position);
      int valueAt = position;
      MetadataValue value = readValue(key, type);
      if (key.equals(Alignment.KEY)) {
        alignment = checkAlignment(value, valueAt);
      }
      values.put(key, value);
    }
    return Metadata.of(values);
  }

  private int checkAlignment(MetadataValue value, int at) throws GgufException {
    if (value instanceof IntegerValue integer
        && integer.type() == ValueType.UINT32
        && Alignment.isValid(integer.value())) {
      return (int) integer.value();
    }
    throw bad(
        at,
        Alignment.KEY
            + " "
            + (value instanceof StringValue string
                ? DisplayText.quoted(string.value())
                : value.toString())
            + " of type "
            + value.type(),
        "a power of two of type UINT32, at most " + Alignment.MAX_BYTES);
  }

  private ValueType readValueType(String key) throws GgufException {
    int at = position;
    int id = readInt("a value type");
    Optional<ValueType> type = ValueType.byId(id);
    if (type.isEmpty()) {
      throw bad(
          at,
          "value type " + Integer.toUnsignedString(id) + " for the key " + DisplayText.quoted(key),
          "a value type from 0 to 12");
    }
    return type.get();
  }

  private MetadataValue readValue(String key, ValueType type) throws GgufException {
    int at = position;
    switch (type) {
      case STRING -> {
        int bytes = readStringLength("a string value");
        position += bytes;
        return new StringValue(header.slice(position - bytes, bytes));
      }
      case ARRAY -> {
        return readArray(key);
      }
      case BOOL -> {
        skip(Byte.BYTES, "a boolean");
        return new BoolValue(checkBool(at));
      }
      case FLOAT32 -> {
        skip(Float.BYTES, "a floating-point number");
        return new FloatValue(type, header.getFloat(at));
      }
      case FLOAT64 -> {
        skip(Double.BYTES, "a floating-point number");
        return new FloatValue(type, header.getDouble(at));
      }
      default -> {
        skip(type.fixedBytes(), "a whole number");
        return ArrayValue.scalar(type, header, at);
      }
    }
  }

  private ArrayValue readArray(String key) throws GgufException {
    int typeAt = position;
    ValueType elementType = readValueType(key);
    if (elementType == ValueType.ARRAY) {
      throw bad(
          typeAt,
          "an array of arrays for the key " + DisplayText.quoted(key),
          "an array of plain values; ggml reads no nested arrays either");
    }
    int countAt = position;
    long count = readLong("an array's number of elements");
    long most = (fileBytes - position) / elementType.minimumBytes();
    if (count < 0 || count > most) {
      throw bad(
          countAt,
          "an array of "
              + Long.toUnsignedString(count)
              + " elements of type "
              + elementType
              + " for the key "
              + DisplayText.quoted(key),
          "at most " + most + ", which is what the rest of the file has room for");
    }
    int start = position;
    if (elementType == ValueType.STRING) {
      skipStrings(count);
    } else {
      skip(count * elementType.fixedBytes(), "an array");
      if (elementType == ValueType.BOOL) {
        for (int at = start; at < position; at++) {
          checkBool(at);
        }
      }
    }
    ByteBuffer encoded = header.slice(start, position - start).order(ByteOrder.LITTLE_ENDIAN);
    return new ArrayValue(elementType, (int) count, encoded);
  }

  /** The one loop that runs for every token of a vocabulary. */
  private void skipStrings(long count) throws GgufException {
    int at = position;
    int end = header.limit();
    for (long i = 0; i < count; i++) {
      long length = end - at < Long.BYTES ? -1 : header.getLong(at);
      if (length < 0 || length > end - at - Long.BYTES) {
        position = at;
        position += readStringLength("a string of an array");
        at = position;
      } else {
        at += Long.BYTES + (int) length;
      }
    }
    position = at;
  }

  private boolean checkBool(int at) throws GgufException {
    byte value = header.get(at);
    if (value != 0 && value != 1) {
      throw bad(at, "a boolean of value " + Byte.toUnsignedInt(value), "0 or 1");
    }
    return value == 1;
  }

  private Draft readInfo(Set<String> names, List<GgufProblem> problems) throws GgufException {
    int nameAt = position;
    String name = readName("a tensor name");
    if (!names.add(name)) {
      throw bad(
          nameAt,
          "the tensor " + DisplayText.quoted(name) + " a second time",
          "every tensor name once");
    }
    int nameBytes = position - nameAt - Long.BYTES;
    if (nameBytes > TensorDeclaration.MAX_NAME_BYTES) {
      problems.add(
          new GgufProblem(
              file,
              nameAt,
              "a tensor name of " + nameBytes + " bytes, " + DisplayText.quoted(name),
              "at most " + TensorDeclaration.MAX_NAME_BYTES + " bytes; ggml refuses longer ones"));
    }
    List<Long> shape = readShape(name);
    long weights = countWeights(name, shape);
    int typeAt = position;
    int typeId = readInt("a tensor type");
    Optional<TensorType> type = TensorType.byId(typeId);
    long byteSize = Draft.UNKNOWN_SIZE;
    if (type.isPresent()) {
      byteSize = countBytes(name, shape, weights, type.get(), typeAt);
    } else {
      problems.add(unknownType(name, typeId, typeAt));
    }
    int offsetAt = position;
    long offset = readLong("a tensor's offset");
    return new Draft(name, shape, typeId, byteSize, offset, offsetAt);
  }

  private List<Long> readShape(String name) throws GgufException {
    int countAt = position;
    int dimensions = readInt("a tensor's number of dimensions");
    if (dimensions < 0 || dimensions > TensorDeclaration.MAX_DIMENSIONS) {
      throw bad(
          countAt,
          Integer.toUnsignedString(dimensions)
              + " dimensions of the tensor "
              + DisplayText.quoted(name),
          "at most " + TensorDeclaration.MAX_DIMENSIONS);
    }
    Long[] shape = new Long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      int at = position;
      long dimension = readLong("a tensor's dimension");
      if (dimension < 1) {
        throw bad(
            at,
            "the dimension " + dimension + " of the tensor " + DisplayText.quoted(name),
            "a dimension of at least 1");
      }
      shape[i] = dimension;
    }
    return List.of(shape);
  }

  private long countWeights(String name, List<Long> shape) throws GgufException {
    try {
      return TensorInfo.weights(shape);
    } catch (ArithmeticException overflow) {
      throw bad(
          position - shape.size() * Long.BYTES,
          "the shape " + shape + " of the tensor " + DisplayText.quoted(name),
          "a number of weights below 2^63");
    }
  }

  private long countBytes(
      String name, List<Long> shape, long weights, TensorType type, int typeAt)
      throws GgufException {
    long row = shape.isEmpty() ? 1 : shape.getFirst();
    if (row % type.blockWeights() != 0) {
      throw bad(
          typeAt,
          "rows of "
              + row
              + " weights of type "
              + type
              + " in the tensor "
              + DisplayText.quoted(name),
          "rows of a multiple of " + type.blockWeights() + " weights");
    }
    try {
      return type.bytesFor(weights);
    } catch (ArithmeticException overflow) {
      throw bad(
          typeAt,
          weights + " weights of type " + type + " in the tensor " + DisplayText.quoted(name),
          "a number of bytes below 2^63");
    }
  }

  private GgufProblem unknownType(String name, int typeId, int typeAt) {
    String number = Integer.toUnsignedString(typeId);
    Optional<String> removed = TensorType.removedName(typeId);
    return new GgufProblem(
        file,
        typeAt,
        (removed.isPresent()
                ? "the tensor type " + number + " (" + removed.get() + "), which ggml has removed,"
                : "the unknown tensor type " + number)
            + " of the tensor "
            + DisplayText.quoted(name),
        removed.isPresent()
            ? "a current type; quantize the model again"
            : "a type from 0 to " + TensorType.lastId());
  }

  private List<TensorInfo> place(
      List<Draft> drafts, long dataOffset, int shard, List<GgufProblem> problems)
      throws GgufException {
    long dataBytes = fileBytes - dataOffset;
    if (dataBytes <= 0 && !drafts.isEmpty()) {
      throw bad(
          fileBytes,
          "the end of the file",
          "the data of "
              + drafts.size()
              + " tensors from byte "
              + dataOffset
              + " on; the file is truncated");
    }
    boolean regular = true;
    long next = 0;
    for (Draft draft : drafts) {
      checkPlace(draft, dataOffset, dataBytes);
      if (regular && (draft.offset != next || draft.byteSize == Draft.UNKNOWN_SIZE)) {
        regular = false;
        if (draft.offset != next) {
          problems.add(
              new GgufProblem(
                  file,
                  draft.offsetAt,
                  "the tensor " + DisplayText.quoted(draft.name) + " at offset " + draft.offset,
                  "offset " + next + ", right after the tensor before it; ggml refuses gaps"));
        }
      }
      next = regular ? Alignment.roundUp(draft.offset + draft.byteSize, alignment) : 0;
    }
    long[] sizes = regular ? new long[0] : resolveSizes(drafts, dataBytes);
    List<TensorInfo> tensors = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      tensors.add(
          new TensorInfo(
              draft.name,
              draft.shape,
              draft.typeId,
              shard,
              dataOffset + draft.offset,
              regular ? draft.byteSize : sizes[i]));
    }
    return tensors;
  }

  private void checkPlace(Draft draft, long dataOffset, long dataBytes) throws GgufException {
    if (draft.offset < 0 || draft.offset > dataBytes) {
      throw bad(
          draft.offsetAt,
          "the tensor "
              + DisplayText.quoted(draft.name)
              + " at offset "
              + Long.toUnsignedString(draft.offset),
          "an offset within the "
              + DisplayText.bytes(dataBytes)
              + " of data that follow byte "
              + dataOffset
              + "; the file is damaged or truncated");
    }
    if (draft.offset % alignment != 0) {
      throw bad(
          draft.offsetAt,
          "the tensor " + DisplayText.quoted(draft.name) + " at offset " + draft.offset,
          "a multiple of the alignment " + alignment);
    }
    if (draft.byteSize > dataBytes - draft.offset) {
      throw bad(
          dataOffset + draft.offset,
          DisplayText.bytes(dataBytes - draft.offset)
              + " for the tensor "
              + DisplayText.quoted(draft.name),
          DisplayText.bytes(draft.byteSize) + "; the file is truncated");
    }
  }

  /** Returns every tensor's size in file order, those of unknown type reaching to the next one. */
  private long[] resolveSizes(List<Draft> drafts, long dataBytes) throws GgufException {
    Integer[] byOffset = new Integer[drafts.size()];
    Arrays.setAll(byOffset, i -> i);
    Arrays.sort(byOffset, Comparator.comparingLong(i -> drafts.get(i).offset));
    long[] sizes = new long[byOffset.length];
    for (int i = 0; i < byOffset.length; i++) {
      Draft draft = drafts.get(byOffset[i]);
      long limit = dataBytes;
      if (i + 1 < byOffset.length) {
        Draft next = drafts.get(byOffset[i + 1]);
        limit = next.offset;
        if (limit - draft.offset < Math.max(1, draft.byteSize)) {
          throw bad(
              next.offsetAt,
              "the tensor "
                  + DisplayText.quoted(next.name)
                  + " at offset "
                  + next.offset
                  + ", within the tensor "
                  + DisplayText.quoted(draft.name)
                  + " at offset "
                  + draft.offset,
              "tensors that do not overlap");
        }
      }
      sizes[byOffset[i]] =
          draft.byteSize == Draft.UNKNOWN_SIZE ? limit - draft.offset : draft.byteSize;
    }
    return sizes;
  }

  private String readName(String what) throws GgufException {
    int at = position;
    int bytes = readStringLength(what);
    if (bytes > MAX_STORED_NAME_BYTES) {
      throw bad(at, what + " of " + bytes + " bytes", "at most " + MAX_STORED_NAME_BYTES);
    }
    byte[] utf8 = new byte[bytes];
    header.get(position, utf8);
    position += bytes;
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private int readStringLength(String what) throws GgufException {
    int at = position;
    long length = readLong(what);
    if (length < 0 || length > fileBytes - position) {
      throw bad(
          at,
          what + " of " + Long.toUnsignedString(length) + " bytes",
          "at most " + (fileBytes - position) + ", which is what remains of the file");
    }
    requireInHeader(length, what);
    return (int) length;
  }

  private int readInt(String what) throws GgufException {
    skip(Integer.BYTES, what);
    return header.getInt(position - Integer.BYTES);
  }

  private long readLong(String what) throws GgufException {
    skip(Long.BYTES, what);
    return header.getLong(position - Long.BYTES);
  }

  private void skip(long bytes, String what) throws GgufException {
    if (bytes > fileBytes - position) {
      throw bad(
          position,
          "the end of the file after " + DisplayText.bytes(fileBytes - position) + " of " + what,
          DisplayText.bytes(bytes) + "; the file is truncated");
    }
    requireInHeader(bytes, what);
    position += (int) bytes;
  }

  private void requireInHeader(long bytes, String what) throws GgufException {
    if (bytes > header.limit() - position) {
      throw bad(
          position,
          what + " of " + DisplayText.bytes(bytes),
          "a header that ends within the first " + DisplayText.bytes(MAX_HEADER_BYTES));
    }
  }

  private GgufException bad(long at, String found, String expected) {
    return new GgufException(file, at, found, expected);
  }

  /** A tensor whose place has not been checked; its offset counts from the start of the data. */
  private record Draft(
      String name, List<Long> shape, int typeId, long byteSize, long offset, int offsetAt) {
    static final long UNKNOWN_SIZE = -1;
  }
}
