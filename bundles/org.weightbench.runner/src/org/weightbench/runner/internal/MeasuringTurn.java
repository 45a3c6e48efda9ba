package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.gguf.CancelledException;
import org.weightbench.runner.StopSignal;

/**
 * The right to measure on this machine, which one process has at a time: two benchmarks at once
 * would measure each other. It is the lock that JMH takes for each of its runs, held from the first
 * byte read to the last sample, so that any other JMH benchmark of this user keeps away too.
 */
public final class MeasuringTurn implements AutoCloseable {
  private static final String LOCK_FILE = "jmh.lock";
  private static final String JMH_IGNORES_ITS_LOCK = "jmh.ignoreLock";
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final FileChannel channel;

  private MeasuringTurn(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until no other process measures.
   *
   * @param listener hears that it waits
   * @param stop ends the waiting
   * @throws CancelledException when it was stopped
   * @throws IOException when the lock cannot be opened
   */
  public static MeasuringTurn take(Consumer<ExperimentEvent> listener, StopSignal stop)
      throws IOException {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), LOCK_FILE);
    FileChannel channel = open(file);
    try {
      boolean told = false;
      while (!locked(channel)) {
        if (!told) {
          listener.accept(
              new ExperimentEvent.Working(
                  "waiting: another benchmark measures on this machine and holds " + file, 0, 1));
          told = true;
        }
        if (stop.await(BETWEEN_TRIES)) {
          throw new CancelledException();
        }
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    System.setProperty(JMH_IGNORES_ITS_LOCK, "true");
    return new MeasuringTurn(channel);
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          file
              + " cannot be opened, so that nothing tells whether another benchmark measures;"
              + " remove it when it belongs to another user and no benchmark runs",
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
