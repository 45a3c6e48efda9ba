package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.Madvise;

/**
 * A part of a file mapped into memory for reading (MAP_SHARED). All threads may use it. When the
 * file is cut short meanwhile, Java answers a touch of what is gone with an {@link InternalError}.
 */
public final class Mapping implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment segment;
  private final String subject;

  /**
   * Keeps what was read, whichever thread was last: the compiler leaves out reads whose value goes
   * nowhere, opaque and volatile ones too.
   */
  @SuppressWarnings("unused")
  private int touched;

  Mapping(Arena arena, MemorySegment segment, String subject) {
    this.arena = arena;
    this.segment = segment;
    this.subject = subject;
  }

  /** The mapped bytes, read-only, starting at a page; valid until {@link #close()}. */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * Tells the kernel about the coming use of a range; it is widened to whole pages.
   *
   * @param offset in bytes from the start of the mapping
   * @param length in bytes
   * @throws UnavailableException when this kernel does not know the advice
   */
  public void advise(MemoryAdvice advice, long offset, long length) throws IOException {
    advise(segment, advice, offset, length, subject);
  }

  static void advise(
      MemorySegment memory, MemoryAdvice advice, long offset, long length, String subject)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, memory.byteSize());
    if (length == 0) {
      return;
    }
    long into = offset % NativeMemory.pageBytes();
    int errno = Madvise.advise(memory.asSlice(offset - into, into + length), advice.code());
    if (errno == 0) {
      return;
    }
    if (Errno.EINVAL.is(errno)) {
      advice.capability().require();
    }
    throw new NativeCallException(
        "madvise(MADV_%s, %d bytes at %d)".formatted(advice, length, offset),
        subject,
        errno,
        Errno.EFAULT.is(errno) ? "the file became shorter after it was mapped" : "");
  }

  /**
   * Makes the pages of a range present by reading a byte of each, as a program does that uses them.
   *
   * @param offset in bytes from the start of the mapping
   * @param length in bytes
   */
  public void touch(long offset, long length) throws IOException {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    if (length == 0) {
      return;
    }
    long page = NativeMemory.pageBytes();
    int sum = segment.get(ValueLayout.JAVA_BYTE, offset + length - 1);
    for (long at = offset; at < offset + length; at += page) {
      sum += segment.get(ValueLayout.JAVA_BYTE, at);
    }
    touched = sum;
  }

  /**
   * Unmaps the bytes; closing again does nothing.
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
