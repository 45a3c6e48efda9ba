package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import org.weightbench.os.Capability;

/**
 * ioctl(FS_IOC_FIEMAP) of linux/fiemap.h: struct fiemap of 32 bytes (start, length, flags, mapped
 * extents, room for extents, reserved) and after it structs fiemap_extent of 56 bytes (logical and
 * physical offset, length, two reserved words, flags).
 */
public final class Fiemap {
  private static final long REQUEST = 0xC020660BL;
  private static final long HEAD_BYTES = 32;
  private static final long EXTENT_BYTES = 56;
  private static final int ROOM = 512;
  private static final int LAST = 1;
  private static final int SYNC = 1;
  private static final NativeFunction IOCTL =
      NativeFunction.find(
          "ioctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));

  private Fiemap() {}

  /** Whether the call can be made; whether a file system answers it shows only then. */
  public static Capability capability() {
    return IOCTL.capability();
  }

  /**
   * An extent.
   *
   * @param logical offset in the file, in bytes
   * @param physical offset on the device, in bytes
   * @param length in bytes
   */
  public record Extent(long logical, long physical, long length) {}

  /**
   * Lists the extents of a file in the order of the file, its unwritten data placed first.
   *
   * @return 0, or the negative errno
   */
  public static int list(int descriptor, Consumer<Extent> each) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment map = arena.allocate(HEAD_BYTES + ROOM * EXTENT_BYTES, Long.BYTES);
      long start = 0;
      while (true) {
        map.asSlice(0, HEAD_BYTES).fill((byte) 0);
        map.set(ValueLayout.JAVA_LONG, 0, start);
        map.set(ValueLayout.JAVA_LONG, 8, Long.MAX_VALUE - start);
        map.set(ValueLayout.JAVA_INT, 16, SYNC);
        map.set(ValueLayout.JAVA_INT, 24, ROOM);
        int result = (int) IOCTL.handle().invokeExact(state, descriptor, REQUEST, map);
        if (result != 0) {
          return -Errno.in(state);
        }
        int mapped = map.get(ValueLayout.JAVA_INT, 20);
        boolean last = mapped == 0;
        for (int index = 0; index < mapped; index++) {
          long at = HEAD_BYTES + index * EXTENT_BYTES;
          Extent extent =
              new Extent(
                  map.get(ValueLayout.JAVA_LONG, at),
                  map.get(ValueLayout.JAVA_LONG, at + 8),
                  map.get(ValueLayout.JAVA_LONG, at + 16));
          each.accept(extent);
          start = extent.logical() + extent.length();
          last = (map.get(ValueLayout.JAVA_INT, at + 40) & LAST) != 0;
        }
        if (last) {
          return 0;
        }
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }
}
