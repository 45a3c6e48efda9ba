package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;

/**
 * mincore(2). Since Linux 5.2 it calls every page of a file resident unless the caller owns the
 * file or may write to it, so ask {@link FileStatus#ownedOrWritable} first.
 */
public final class Mincore {
  private static final long WINDOW_BYTES = 1L << 30;
  private static final NativeFunction MINCORE =
      NativeFunction.find(
          "mincore",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));

  private Mincore() {}

  /** Whether residency can be asked for. */
  public static Capability capability() {
    return MINCORE.capability();
  }

  /** The number of resident pages of mapped memory of a file that starts at a page. */
  public static long residentPages(MemorySegment mapping, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment pages = arena.allocate(PageSize.pagesFor(WINDOW_BYTES));
      long resident = 0;
      for (long offset = 0; offset < mapping.byteSize(); offset += WINDOW_BYTES) {
        long bytes = Math.min(WINDOW_BYTES, mapping.byteSize() - offset);
        MemorySegment window = mapping.asSlice(offset, bytes);
        int result = (int) MINCORE.handle().invokeExact(state, window, bytes, pages);
        if (result != 0) {
          throw new NativeCallException("mincore", NativePath.quoted(path), Errno.in(state), "");
        }
        for (long page = 0; page < PageSize.pagesFor(bytes); page++) {
          resident += pages.get(ValueLayout.JAVA_BYTE, page) & 1;
        }
      }
      return resident;
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
