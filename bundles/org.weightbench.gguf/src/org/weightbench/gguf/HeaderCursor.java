package org.weightbench.gguf;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Goes through the header of a mapped file. Every length is compared with the bytes that remain
 * before anything is made of it.
 *
 * <p>It reads through a {@link ByteBuffer} because that needs no method handles, which would be
 * most of the time that a fresh JVM takes here; so a header ends within the first GiB.
 */
final class HeaderCursor {
  static final int MAX_NAME_BYTES = 65_535;
  static final int MAX_HEADER_BYTES = 1 << 30;

  private static final int FIRST_BROUGHT_BYTES = 64 << 10;
  private static final int MOST_BROUGHT_BYTES = 1 << 20;

  private final Path file;
  private final long fileBytes;
  private final ByteBuffer header;
  private final HeaderPages pages;
  private int position;
  private int broughtEnd;

  HeaderCursor(Path file, MemorySegment mapped, HeaderPages pages) {
    this.file = file;
    this.fileBytes = mapped.byteSize();
    this.header =
        mapped
            .asSlice(0, Math.min(fileBytes, MAX_HEADER_BYTES))
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
    this.pages = pages;
  }

  Path file() {
    return file;
  }

  long fileBytes() {
    return fileBytes;
  }

  /** Returns where the next read starts, in bytes from the start of the file. */
  int position() {
    return position;
  }

  /** Returns how many elements of at least so many bytes the rest of the file has room for. */
  long roomFor(int bytesEach) {
    return (fileBytes - position) / bytesEach;
  }

  int readInt(String what) throws GgufException {
    advance(Integer.BYTES, what);
    return header.getInt(position - Integer.BYTES);
  }

  long readLong(String what) throws GgufException {
    advance(Long.BYTES, what);
    return header.getLong(position - Long.BYTES);
  }

  /** Reads a key or a tensor's name. */
  String readName(String what) throws GgufException {
    int at = position;
    int bytes = readStringLength(what);
    if (bytes > MAX_NAME_BYTES) {
      throw bad(at, what + " of " + bytes + " bytes", "at most " + MAX_NAME_BYTES);
    }
    byte[] utf8 = new byte[bytes];
    bring(position + bytes);
    header.get(position, utf8);
    position += bytes;
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Reads a string and returns a view of its bytes. */
  ByteBuffer readString(String what) throws GgufException {
    return read(readStringLength(what), what);
  }

  /** Reads so many bytes and returns a little-endian view of them. */
  ByteBuffer read(long bytes, String what) throws GgufException {
    int start = position;
    advance(bytes, what);
    return header.slice(start, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads so many strings and returns a little-endian view of them with their lengths. This is the
   * one loop that runs for every token of a vocabulary.
   */
  ByteBuffer readStrings(long count, String what) throws GgufException {
    int start = position;
    int at = start;
    int end = header.limit();
    for (long i = 0; i < count; i++) {
      if (at > broughtEnd - Long.BYTES && at <= end - Long.BYTES) {
        bring(at + Long.BYTES);
      }
      long length = end - at < Long.BYTES ? -1 : header.getLong(at);
      if (length < 0 || length > end - at - Long.BYTES) {
        position = at;
        readString(what);
        throw new IllegalStateException("a string outside of the header was read");
      }
      at += Long.BYTES + (int) length;
    }
    position = at;
    return header.slice(start, at - start).order(ByteOrder.LITTLE_ENDIAN);
  }

  GgufException bad(long at, String found, String expected) {
    return new GgufException(file, at, found, expected);
  }

  GgufProblem problem(long at, String found, String expected) {
    return new GgufProblem(file, at, found, expected);
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

  private void advance(long bytes, String what) throws GgufException {
    if (bytes > fileBytes - position) {
      throw bad(
          position,
          "the end of the file after " + DisplayText.bytes(fileBytes - position) + " of " + what,
          DisplayText.bytes(bytes) + "; the file is truncated");
    }
    requireInHeader(bytes, what);
    position += (int) bytes;
    bring(position);
  }

  /** Brings in the header up to a position, and in growing steps what will follow. */
  private void bring(int end) throws GgufException {
    while (broughtEnd < end) {
      int step = Math.clamp(broughtEnd, FIRST_BROUGHT_BYTES, MOST_BROUGHT_BYTES);
      int next = Math.min(broughtEnd + step, header.limit());
      try {
        pages.bring(file, broughtEnd, next);
      } catch (IOException e) {
        throw new GgufException(
            file, broughtEnd, "bytes that cannot be read (" + e.getMessage() + ")", "a header", e);
      }
      broughtEnd = next;
    }
  }

  private void requireInHeader(long bytes, String what) throws GgufException {
    if (bytes > header.limit() - position) {
      throw bad(
          position,
          what + " of " + DisplayText.bytes(bytes),
          "a header that ends within the first " + DisplayText.bytes(MAX_HEADER_BYTES));
    }
  }
}
