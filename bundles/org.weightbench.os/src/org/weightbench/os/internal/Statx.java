package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeCallException;
import org.weightbench.os.UnavailableException;

/** statx(2), with the field offsets of struct statx (uapi/linux/stat.h, 256 bytes). */
public final class Statx {
  private static final String NAME = "statx";
  private static final long CURRENT_DIRECTORY = -100;
  private static final long EMPTY_PATH = 0x1000;
  private static final long BASIC = 0x7FF;
  private static final long WANTED = BASIC | FileStatus.MOUNT_ID | FileStatus.DIRECT_ALIGNMENT;
  private static final long STATUS_BYTES = 256;
  private static final NativeFunction STATX =
      NativeFunction.systemCall(
          NAME,
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));

  private Statx() {}

  /** Whether the kernel has the call and allows it. */
  public static Capability capability() {
    try {
      of(Path.of("/"));
      return Capability.available(NAME);
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(NAME, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(NAME, failure.getMessage());
    }
  }

  /** The status of the file that a path leads to, symbolic links followed. */
  public static FileStatus of(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return call(arena, CURRENT_DIRECTORY, NativePath.allocate(arena, path), 0, path);
    }
  }

  /** The status of an open file. */
  public static FileStatus of(int descriptor, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return call(arena, descriptor, arena.allocateFrom(""), EMPTY_PATH, path);
    }
  }

  private static FileStatus call(
      Arena arena, long directory, MemorySegment name, long flags, Path path) throws IOException {
    MemorySegment state = Errno.state(arena);
    MemorySegment status = arena.allocate(STATUS_BYTES, Long.BYTES);
    try {
      long number = Platform.current().statxNumber();
      long result =
          (long) STATX.handle().invokeExact(state, number, directory, name, flags, WANTED, status);
      if (result != 0) {
        throw new NativeCallException(NAME, NativePath.quoted(path), Errno.in(state), "");
      }
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
    return new FileStatus(
        status.get(ValueLayout.JAVA_INT, 0),
        Short.toUnsignedInt(status.get(ValueLayout.JAVA_SHORT, 28)),
        status.get(ValueLayout.JAVA_INT, 20),
        status.get(ValueLayout.JAVA_LONG, 40),
        status.get(ValueLayout.JAVA_INT, 136),
        status.get(ValueLayout.JAVA_INT, 140),
        status.get(ValueLayout.JAVA_INT, 128),
        status.get(ValueLayout.JAVA_INT, 132),
        status.get(ValueLayout.JAVA_LONG, 144),
        status.get(ValueLayout.JAVA_INT, 152),
        status.get(ValueLayout.JAVA_INT, 156));
  }
}
