package org.weightbench.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what comes before the data of one file, over its mapping: the metadata at once, the list of
 * tensors when asked for it. The memory used is bounded by the file's size.
 */
final class HeaderReader {
  static final int MAGIC = 0x46554747;

  private final HeaderCursor cursor;
  private final MetadataReader metadataReader;
  private final int version;
  private final long tensorCount;
  private final Metadata metadata;

  /**
   * Reads the metadata.
   *
   * @throws GgufException when the file is none that can be read
   */
  HeaderReader(Path file, MemorySegment mapped, HeaderPages pages) throws GgufException {
    cursor = new HeaderCursor(file, mapped, pages);
    readMagic();
    version = readVersion();
    tensorCount = readCount("tensors", TensorListReader.MIN_INFO_BYTES);
    long pairs = readCount("metadata pairs", MetadataReader.MIN_PAIR_BYTES);
    metadataReader = new MetadataReader(cursor);
    metadata = metadataReader.read(pairs);
  }

  Metadata metadata() {
    return metadata;
  }

  /** Returns the failure of a key's value, or of the file's start when the key is absent. */
  GgufException badValue(String key, String found, String expected) {
    return cursor.bad(metadataReader.placeOf(key), found, expected);
  }

  /**
   * Reads the list of tensors. Call it once.
   *
   * @param shard the index of this file in its model
   * @param problems gets what is wrong but leaves the rest readable
   */
  GgufFile readTensors(int shard, List<GgufProblem> problems) throws GgufException {
    List<UnplacedTensor> unplaced = new TensorListReader(cursor, problems).read(tensorCount);
    int alignment = metadataReader.alignment();
    TensorPlacer placer = new TensorPlacer(cursor, alignment, shard, problems);
    return new GgufFile(
        cursor.file(),
        version,
        alignment,
        placer.dataOffset(),
        cursor.fileBytes(),
        metadata,
        placer.place(unplaced));
  }

  private void readMagic() throws GgufException {
    long bytes = Math.min(cursor.fileBytes(), Integer.BYTES);
    if (bytes == 0) {
      throw cursor.bad(0, "an empty file", "the magic \"GGUF\" of a GGUF model");
    }
    ByteBuffer start = cursor.read(bytes, "the magic");
    if (bytes < Integer.BYTES || start.getInt(0) != MAGIC) {
      throw cursor.bad(
          0,
          DisplayText.quoted(StandardCharsets.ISO_8859_1.decode(start).toString()),
          "the magic \"GGUF\"; this is no GGUF model");
    }
  }

  private int readVersion() throws GgufException {
    int at = cursor.position();
    int found = cursor.readInt("the version");
    if (found == 2 || found == 3) {
      return found;
    }
    if ((found & 0xFFFF) == 0 && found != 0) {
      throw cursor.bad(
          at,
          "version " + Integer.reverseBytes(found) + " in big-endian byte order",
          "a little-endian file; convert the model again for this kind of machine");
    }
    throw cursor.bad(
        at,
        "GGUF version " + Integer.toUnsignedString(found),
        "version 2 or 3" + (found == 1 ? "; convert the model again with a newer tool" : ""));
  }

  private long readCount(String what, int minimumBytesEach) throws GgufException {
    int at = cursor.position();
    long count = cursor.readLong("a count");
    long most = cursor.roomFor(minimumBytesEach);
    if (count < 0 || count > most) {
      throw cursor.bad(
          at,
          Long.toUnsignedString(count) + " " + what,
          "at most " + most + ", which is what the file has room for");
    }
    return count;
  }
}
