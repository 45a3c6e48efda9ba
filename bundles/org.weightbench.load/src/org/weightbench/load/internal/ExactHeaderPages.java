package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.weightbench.gguf.HeaderPages;
import org.weightbench.os.FileAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.UnavailableException;

/**
 * Reads headers by positional reads without read-ahead, so that a device gives little more than
 * their bytes. Where the system has no such calls it leaves that to the faults on the mapping,
 * which bring the same bytes and some around them.
 */
final class ExactHeaderPages implements HeaderPages, AutoCloseable {
  private final Resources opened = new Resources();
  private final Map<Path, NativeFile> files = new HashMap<>();
  private final Arena arena = Arena.ofConfined();
  private MemorySegment scratch = MemorySegment.NULL;
  private boolean unavailable;

  @Override
  public void bring(Path file, long fromOffset, long toOffset) throws IOException {
    if (unavailable) {
      return;
    }
    try {
      read(file(file), fromOffset, toOffset);
    } catch (UnavailableException _) {
      unavailable = true;
    }
  }

  private NativeFile file(Path path) throws IOException {
    NativeFile file = files.get(path);
    if (file == null) {
      file = opened.add(NativeFile.open(path, OpenMode.BUFFERED));
      file.advise(FileAdvice.RANDOM, 0, 0);
      files.put(path, file);
    }
    return file;
  }

  private void read(NativeFile file, long fromOffset, long toOffset) throws IOException {
    long length = toOffset - fromOffset;
    if (scratch.byteSize() < length) {
      scratch = arena.allocate(length);
    }
    for (long at = fromOffset; at < toOffset; ) {
      long got = file.read(scratch.asSlice(0, toOffset - at), at);
      if (got == 0) {
        throw new IOException("the file ends at byte " + at + "; it was cut while it was read");
      }
      at += got;
    }
  }

  @Override
  public void close() {
    arena.close();
    opened.close();
  }
}
