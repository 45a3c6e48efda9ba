package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.weightbench.os.NativeCallException;

/**
 * A file below /proc or /sys that is kept open and read again and again from its start, into the
 * same memory. Used by one thread.
 */
public final class CounterFile implements AutoCloseable {
  private static final int FIRST_BYTES = 4096;

  private final Path path;
  private final int number;
  private final KernelText text;
  private Arena arena;
  private MemorySegment memory;
  private byte[] bytes;
  private boolean closed;

  private CounterFile(Path path, int number) {
    this.path = path;
    this.number = number;
    this.text = new KernelText(path);
    this.arena = Arena.ofShared();
    this.memory = arena.allocate(FIRST_BYTES);
    this.bytes = new byte[FIRST_BYTES];
  }

  /** Opens a file. */
  public static CounterFile open(Path path) throws IOException {
    return new CounterFile(path, Open.open(path, false));
  }

  /**
   * Reads the file as it is now.
   *
   * @return its text, valid until the next reading
   * @throws NativeCallException with ESRCH when it belongs to a process that has ended
   */
  public KernelText read() throws IOException {
    while (true) {
      long read = Pread.read(number, memory, 0);
      if (read < 0) {
        throw new NativeCallException("pread", NativePath.quoted(path), (int) -read, "");
      }
      int total = (int) read;
      while (total < memory.byteSize() && read > 0) {
        read = Pread.read(number, memory.asSlice(total), total);
        if (read < 0) {
          throw new NativeCallException("pread", NativePath.quoted(path), (int) -read, "");
        }
        total += (int) read;
      }
      if (total < memory.byteSize()) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, total);
        text.set(bytes, total);
        return text;
      }
      grow();
    }
  }

  private void grow() {
    long larger = 2 * memory.byteSize();
    arena.close();
    arena = Arena.ofShared();
    memory = arena.allocate(larger);
    bytes = new byte[(int) larger];
  }

  /** Closes the file; closing again does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      arena.close();
      Close.close(number, path);
    }
  }
}
