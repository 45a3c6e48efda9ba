package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.os.Capability;
import org.weightbench.os.UnavailableException;

/** madvise(2). */
public final class Madvise {
  /** MADV_HUGEPAGE. */
  public static final int HUGEPAGE = 14;

  /** MADV_NOHUGEPAGE. */
  public static final int NOHUGEPAGE = 15;

  /** MADV_POPULATE_WRITE. */
  public static final int POPULATE_WRITE = 23;

  private static final NativeFunction MADVISE =
      NativeFunction.find(
          "madvise",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private Madvise() {}

  /** Whether advice on memory can be given at all. */
  public static Capability capability() {
    return MADVISE.capability();
  }

  /** Whether this kernel knows one advice, tried out on a page of anonymous memory. */
  public static Capability capability(String name, int advice) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment page = Mmap.anonymous(arena, PageSize.bytes());
      int errno = advise(page, advice);
      return errno == 0
          ? Capability.available(name)
          : Capability.unavailable(
              name,
              "madvise answered '%s' on Linux %s"
                  .formatted(Errno.describe(errno), System.getProperty("os.version", "")));
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name, failure.getMessage());
    }
  }

  /** Advises on memory that starts at a page: 0, or the error number. */
  public static int advise(MemorySegment memory, int advice) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      while (true) {
        int result = (int) MADVISE.handle().invokeExact(state, memory, memory.byteSize(), advice);
        int errno = result == 0 ? 0 : Errno.in(state);
        if (!Errno.EINTR.is(errno)) {
          return errno;
        }
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
