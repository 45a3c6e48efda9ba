package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.Placement;
import org.weightbench.os.Capability;
import org.weightbench.os.FreePageReporting;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.NumaPolicy;
import org.weightbench.os.PageKind;
import org.weightbench.os.UnavailableException;

/**
 * Anonymous memory, page-aligned, from Java's allocator where the system offers no call for it and
 * nothing special is asked for.
 */
interface Memory extends AutoCloseable {
  /** Why huge pages are not taken although the system has them. */
  String GIVEN_BACK =
      "because this virtual machine gives free huge pages back to its host (balloon reporting)";

  MemorySegment segment();

  /** Makes a range present and writable, its content unchanged. */
  void touch(long offset, long length) throws IOException;

  /**
   * Decides on which NUMA nodes pages will lie that are not touched yet.
   *
   * @throws UnavailableException when this memory cannot be placed
   */
  void place(Placement placement) throws IOException;

  /** Returns what this memory is, for reports. */
  String description();

  @Override
  void close();

  /**
   * Allocates memory that is not touched yet.
   *
   * @param bytes more than 0
   * @throws UnavailableException when huge pages are asked for and there are none
   * @throws IOException when there is not so much
   */
  static Memory allocate(long bytes, DestinationPages pages) throws IOException {
    return switch (pages) {
      case AUTO -> allocate(bytes);
      case NORMAL, TOUCHED -> base(bytes, "base pages");
      case HUGE, HUGE_TOUCHED -> huge(bytes);
    };
  }

  private static Memory allocate(long bytes) throws IOException {
    return switch (PageKind.forBytes(bytes)) {
      case NORMAL -> base(bytes, "base pages");
      case HUGE ->
          FreePageReporting.active() ? base(bytes, "base pages, " + GIVEN_BACK) : huge(bytes);
    };
  }

  private static Memory huge(long bytes) throws IOException {
    return new SystemMemory(NativeMemory.allocate(bytes, PageKind.HUGE), "huge pages advised");
  }

  private static Memory base(long bytes, String pages) throws IOException {
    try {
      return new SystemMemory(NativeMemory.allocate(bytes, PageKind.NORMAL), pages);
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
    public void place(Placement placement) throws IOException {
      switch (placement) {
        case SYSTEM -> {}
        case LOCAL -> NumaPolicy.LOCAL.applyTo(memory);
        case INTERLEAVE -> NumaPolicy.INTERLEAVE.applyTo(memory);
      }
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
    public void place(Placement placement) throws IOException {
      if (placement != Placement.SYSTEM) {
        throw new UnavailableException(
            Capability.unavailable("NUMA placement", "memory comes from Java: " + reason));
      }
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
