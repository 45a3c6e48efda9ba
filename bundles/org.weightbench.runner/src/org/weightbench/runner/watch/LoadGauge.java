package org.weightbench.runner.watch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.weightbench.gguf.Progress;
import org.weightbench.os.SharedMemory;

/**
 * By which a measured process tells another how far its load is: three numbers in memory that both
 * have, so that telling costs the load a store and no system call. The times are {@link
 * System#nanoTime()}, which all processes of a Linux system read from one clock. All methods may
 * run on any thread.
 */
public final class LoadGauge implements AutoCloseable {
  /** System property of a measured process that names the memory. */
  public static final String PROPERTY = "org.weightbench.runner.gauge";

  private static final long BYTES = 4096;
  private static final long START = 0;
  private static final long END = 8;
  private static final long DONE = 16;
  private static final VarHandle NUMBER = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;
  private final Optional<SharedMemory> shared;

  private LoadGauge(MemorySegment memory, Optional<SharedMemory> shared) {
    this.memory = memory;
    this.shared = shared;
  }

  /** Makes a gauge; where processes cannot share memory, one that only this process reads. */
  public static LoadGauge create() throws IOException {
    if (!SharedMemory.capability().available()) {
      return new LoadGauge(Arena.ofAuto().allocate(BYTES, Long.BYTES), Optional.empty());
    }
    SharedMemory shared = SharedMemory.create(BYTES);
    return new LoadGauge(shared.segment(), Optional.of(shared));
  }

  /** The gauge that this process was given, or one that nobody reads. */
  public static LoadGauge ofThisProcess() throws IOException {
    String path = System.getProperty(PROPERTY);
    MemorySegment memory =
        path == null
            ? Arena.ofAuto().allocate(BYTES, Long.BYTES)
            : SharedMemory.map(Path.of(path), BYTES, Arena.ofAuto());
    return new LoadGauge(memory, Optional.empty());
  }

  /** The argument that gives the gauge to a Java process; empty where that cannot be. */
  public Optional<String> javaArgument() {
    return shared.map(memory -> "-D" + PROPERTY + "=" + memory.path());
  }

  /** Tells when the load started, by {@link System#nanoTime()}. */
  public void started(long nanoTime) {
    NUMBER.setRelease(memory, START, nanoTime);
  }

  /** Tells when the load ended. */
  public void ended(long nanoTime) {
    NUMBER.setRelease(memory, END, nanoTime);
  }

  /** Tells what a load passes on. */
  public Progress progress() {
    return new Progress() {
      @Override
      public void at(long doneBytes, long totalBytes) {
        NUMBER.setRelease(memory, DONE, doneBytes);
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  /** When the load started; empty before. */
  public OptionalLong startNanos() {
    return time(START);
  }

  /** When the load ended; empty before. */
  public OptionalLong endNanos() {
    return time(END);
  }

  /** How far a load is. */
  enum Stage {
    /** It has not begun. */
    BEFORE,
    /** It runs. */
    LOADING,
    /** It has ended. */
    AFTER
  }

  /** How far the load is. */
  Stage stage() {
    return endNanos().isPresent()
        ? Stage.AFTER
        : startNanos().isPresent() ? Stage.LOADING : Stage.BEFORE;
  }

  private OptionalLong time(long offset) {
    long nanos = (long) NUMBER.getAcquire(memory, offset);
    return nanos == 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** The bytes that the load has passed on. */
  public long doneBytes() {
    return (long) NUMBER.getAcquire(memory, DONE);
  }

  @Override
  public void close() throws IOException {
    if (shared.isPresent()) {
      shared.get().close();
    }
  }
}
