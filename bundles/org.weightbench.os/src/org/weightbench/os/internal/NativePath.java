package org.weightbench.os.internal;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** Paths as C wants them, and as messages show them. */
public final class NativePath {
  private NativePath() {}

  /**
   * The absolute path's bytes, ended by 0. They are taken from the path's URI, which holds them
   * unchanged, because a Java string would lose names that are not in the locale's encoding.
   */
  static MemorySegment allocate(Arena arena, Path path) {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      throw new IllegalArgumentException(
          "'%s' is not on the default file system, so the operating system cannot open it"
              .formatted(path));
    }
    String raw = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + 1);
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    bytes.write(0);
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes.toByteArray());
  }

  /** The path in quotes, for a message. */
  public static String quoted(Path path) {
    return "'" + path + "'";
  }
}
