package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.os.NativeFile;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.OpenMode;
import org.weightbench.os.PageKind;

/**
 * The file as each member of a team has it: opened for itself, since parallel reads through one
 * descriptor collapse on some file systems, with a buffer of its own that is touched once and used
 * again and again.
 */
final class Lanes implements AutoCloseable {
  private final List<NativeFile> files = new ArrayList<>();
  private final List<NativeMemory> buffers = new ArrayList<>();

  private Lanes() {}

  /** Opens the file so many times. */
  static Lanes open(Path file, OpenMode mode, int count, long bufferBytes) throws IOException {
    Lanes lanes = new Lanes();
    try {
      for (int i = 0; i < count; i++) {
        lanes.files.add(NativeFile.open(file, mode));
        NativeMemory buffer = NativeMemory.allocate(bufferBytes, PageKind.forBytes(bufferBytes));
        lanes.buffers.add(buffer);
        buffer.touch(0, bufferBytes);
      }
      return lanes;
    } catch (IOException | RuntimeException e) {
      lanes.close();
      throw e;
    }
  }

  NativeFile file(int lane) {
    return files.get(lane);
  }

  MemorySegment buffer(int lane, long bytes) {
    return buffers.get(lane).segment().asSlice(0, bytes);
  }

  long fileBytes() {
    return files.getFirst().size();
  }

  @Override
  public void close() throws IOException {
    buffers.forEach(NativeMemory::close);
    for (NativeFile file : files) {
      file.close();
    }
  }
}
