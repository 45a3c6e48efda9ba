package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/** mmap(2): read-only shared mappings of files, and private anonymous memory. */
public final class Mmap {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int SHARED = 1;
  private static final int PRIVATE = 2;
  private static final int ANONYMOUS = 0x20;
  private static final int NO_RESERVE = 0x4000;
  private static final int POPULATE = 0x8000;
  private static final int NO_FILE = -1;
  private static final NativeFunction MMAP =
      NativeFunction.find(
          "mmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG));

  private Mmap() {}

  /** Whether memory can be mapped. */
  public static Capability capability() {
    return MMAP.capability();
  }

  /** Maps a file's bytes; the arena unmaps them when it is closed. */
  public static MemorySegment file(
      Arena arena, int descriptor, long offset, long length, String subject) throws IOException {
    return map(arena, length, READ, SHARED, descriptor, offset, subject).asReadOnly();
  }

  /** Maps memory that the kernel writes to as well; the arena unmaps it when it is closed. */
  public static MemorySegment shared(
      Arena arena, int descriptor, long offset, long length, String subject) throws IOException {
    return map(arena, length, READ | WRITE, SHARED | POPULATE, descriptor, offset, subject);
  }

  /** Maps fresh zero bytes; the arena unmaps them when it is closed. */
  public static MemorySegment anonymous(Arena arena, long length) throws IOException {
    int flags = PRIVATE | ANONYMOUS | NO_RESERVE;
    return map(arena, length, READ | WRITE, flags, NO_FILE, 0, length + " bytes of memory");
  }

  private static MemorySegment map(
      Arena arena,
      long length,
      int protection,
      int flags,
      int descriptor,
      long offset,
      String subject)
      throws IOException {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment state = Errno.state(scratch);
      long address =
          (long)
              MMAP.handle().invokeExact(state, 0L, length, protection, flags, descriptor, offset);
      if (address == -1) {
        int errno = Errno.in(state);
        String advice =
            Errno.ENOMEM.is(errno)
                ? "the limits on address space (ulimit -v) and on mappings (vm.max_map_count) apply"
                : "";
        throw new NativeCallException("mmap", subject, errno, advice);
      }
      return MemorySegment.ofAddress(address).reinterpret(length, arena, Munmap::unmap);
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
