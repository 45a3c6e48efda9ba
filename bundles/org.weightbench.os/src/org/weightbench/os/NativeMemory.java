package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.HugePages;
import org.weightbench.os.internal.Madvise;
import org.weightbench.os.internal.Mmap;
import org.weightbench.os.internal.PageSize;

/**
 * Anonymous memory of the operating system, outside Java's heap: zero bytes that take no room until
 * they are touched. All threads may use it.
 */
public final class NativeMemory implements AutoCloseable {
  private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

  private final Arena arena;
  private final MemorySegment segment;

  private NativeMemory(Arena arena, MemorySegment segment) {
    this.arena = arena;
    this.segment = segment;
  }

  /**
   * Reserves memory. It starts at a page for {@link PageKind#NORMAL}, at a huge page (2 MiB, or the
   * machine's size) for {@link PageKind#HUGE}.
   *
   * @param bytes more than 0
   * @throws UnavailableException when the machine has no huge pages and they are asked for
   */
  public static NativeMemory allocate(long bytes, PageKind kind) throws IOException {
    if (bytes <= 0) {
      throw new IllegalArgumentException(bytes + " bytes of memory cannot be allocated");
    }
    capability(kind).require();
    long alignment = kind == PageKind.HUGE ? HugePages.bytes() : 1;
    Arena arena = Arena.ofShared();
    try {
      MemorySegment whole = Mmap.anonymous(arena, Math.addExact(bytes, alignment - 1));
      int advice = kind == PageKind.HUGE ? Madvise.HUGEPAGE : Madvise.NOHUGEPAGE;
      int errno = Madvise.advise(whole, advice);
      boolean kernelWithoutHugePages = kind == PageKind.NORMAL && Errno.EINVAL.is(errno);
      if (errno != 0 && !kernelWithoutHugePages) {
        throw new NativeCallException("madvise", bytes + " bytes of memory", errno, "");
      }
      long skip = Math.floorMod(-whole.address(), alignment);
      return new NativeMemory(arena, whole.asSlice(skip, bytes));
    } catch (IOException | RuntimeException failure) {
      arena.close();
      throw failure;
    }
  }

  /** Whether memory of a kind can be had. */
  public static Capability capability(PageKind kind) {
    return kind == PageKind.HUGE ? HugePages.capability() : Mmap.capability();
  }

  /** The bytes of this machine's base page. */
  public static long pageBytes() throws UnavailableException {
    return PageSize.bytes();
  }

  /** The memory; valid until {@link #close()}. */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * Makes a range present and writable, with the contents unchanged: by MADV_POPULATE_WRITE, or
   * where the kernel has none (before Linux 5.14) by an atomic addition of 0 in every page. May run
   * while other threads write to the same range.
   */
  public void touch(long offset, long length) throws IOException {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    try {
      Mapping.advise(segment, MemoryAdvice.POPULATE_WRITE, offset, length, "memory");
    } catch (UnavailableException _) {
      touchEachPage(offset, length);
    }
  }

  private void touchEachPage(long offset, long length) throws IOException {
    long page = pageBytes();
    long first = offset - offset % page;
    for (long at = first; at < offset + length; at += page) {
      if (at + Integer.BYTES <= segment.byteSize()) {
        WORD.getAndAdd(segment, at, 0);
      } else {
        segment.set(ValueLayout.JAVA_BYTE, at, segment.get(ValueLayout.JAVA_BYTE, at));
      }
    }
  }

  /**
   * Gives the memory back; closing again does nothing.
   *
   * @throws IllegalStateException while another thread's native call uses the segment
   */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
