package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.weightbench.os.FreePageReporting;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageKind;
import org.weightbench.os.UnavailableException;

/**
 * Anonymous memory, page-aligned: in huge pages where the system has them and keeps them, in its
 * usual pages otherwise, from Java's allocator where the system offers no such call.
 */
interface Memory extends AutoCloseable {
  /** Smallest size for which huge pages pay. */
  long HUGE_FROM_BYTES = 2L << 20;

  /** Why huge pages are not asked for although the system has them. */
  String GIVEN_BACK =
      "because this virtual machine gives free huge pages back to its host (balloon reporting)";

  MemorySegment segment();

  /** Makes a range present and writable, its content unchanged. */
  void touch(long offset, long length) throws IOException;

  /** Returns what this memory is, for reports. */
  String description();

  @Override
  void close();

  /**
   * Allocates memory that is not touched yet.
   *
   * @param bytes more than 0
   * @throws IOException when there is not so much
   */
  static Memory allocate(long bytes) throws IOException {
    boolean givenBack = bytes >= HUGE_FROM_BYTES && FreePageReporting.active();
    boolean huge =
        bytes >= HUGE_FROM_BYTES
            && !givenBack
            && NativeMemory.capability(PageKind.HUGE).available();
    try {
      return new SystemMemory(
          NativeMemory.allocate(bytes, huge ? PageKind.HUGE : PageKind.NORMAL),
          huge ? "huge pages advised" : givenBack ? "base pages, " + GIVEN_BACK : "base pages");
    } catch (UnavailableException noSuchCall) {
      return JavaMemory.allocate(bytes, noSuchCall.capability().reason());
    }
  }

  /** Memory of the operating system. */
  record SystemMemory(NativeMemory memory, String pages) implements Memory {
    @Override
    public MemorySegment segment() {
      return memory.segment();
    }

    @Override
    public void touch(long offset, long length) throws IOException {
      memory.touch(offset, length);
    }

    @Override
    public String description() {
      return "anonymous memory, " + pages;
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  /** Memory of Java's own allocator, which touches it at once. */
  record JavaMemory(Arena arena, MemorySegment segment, String reason) implements Memory {
    static JavaMemory allocate(long bytes, String reason) {
      Arena arena = Arena.ofShared();
      try {
        return new JavaMemory(arena, arena.allocate(bytes, Alignment.PAGE_BYTES), reason);
      } catch (OutOfMemoryError | RuntimeException e) {
        arena.close();
        throw e;
      }
    }

    @Override
    public void touch(long offset, long length) {
      // the allocator filled it with zeros
    }

    @Override
    public String description() {
      return "memory of Java's allocator, because " + reason;
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
