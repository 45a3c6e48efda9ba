package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.weightbench.os.internal.Descriptor;
import org.weightbench.os.internal.MemfdCreate;

/**
 * Memory that two processes of one user have in common. It lies in no folder, so that nothing is
 * left of it however they end. What one writes the other sees; ordered accesses are the callers'
 * matter. Any thread may use it until it is closed.
 */
public final class SharedMemory implements AutoCloseable {
  private static final String NAME = "weightbench";

  private final Path path;
  private final Descriptor descriptor;
  private final Arena arena;
  private final MemorySegment segment;

  private SharedMemory(Path path, Descriptor descriptor, Arena arena, MemorySegment segment) {
    this.path = path;
    this.descriptor = descriptor;
    this.arena = arena;
    this.segment = segment;
  }

  /** Whether processes can share memory here. */
  public static Capability capability() {
    return MemfdCreate.capability();
  }

  /** Makes memory that is all 0. */
  public static SharedMemory create(long bytes) throws IOException {
    int number = MemfdCreate.create(NAME);
    Path path = Path.of("/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), number));
    Descriptor descriptor = new Descriptor(number, path);
    Arena arena = Arena.ofShared();
    try {
      return new SharedMemory(path, descriptor, arena, map(path, bytes, arena));
    } catch (IOException | RuntimeException failure) {
      arena.close();
      descriptor.close();
      throw failure;
    }
  }

  /**
   * Maps the memory of another process into this one.
   *
   * @param path as that process has it
   * @param arena decides how long it is mapped
   */
  public static MemorySegment map(Path path, long bytes, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    }
  }

  /** By which another process of this user maps it, as long as this is open. */
  public Path path() {
    return path;
  }

  /** The memory in this process. */
  public MemorySegment segment() {
    return segment;
  }

  /** Gives this process's part back; another that has mapped it keeps it. */
  @Override
  public void close() throws IOException {
    if (arena.scope().isAlive()) {
      arena.close();
      descriptor.close();
    }
  }
}
