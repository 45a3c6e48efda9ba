package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.weightbench.os.CounterSource;

/**
 * Counters that one file holds.
 *
 * @param <T> the counters
 */
public final class FileCounters<T> implements CounterSource<T> {
  private final CounterFile file;
  private final Parser<T> parser;

  private FileCounters(CounterFile file, Parser<T> parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Makes counters of a text.
   *
   * @param <T> the counters
   */
  @FunctionalInterface
  public interface Parser<T> {
    /** Reads the text once. */
    T parse(KernelText text) throws IOException;
  }

  /** Opens a file that stays open. */
  public static <T> FileCounters<T> open(Path path, Parser<T> parser) throws IOException {
    return new FileCounters<>(CounterFile.open(path), parser);
  }

  /** Reads a file once. */
  public static <T> T once(Path path, Parser<T> parser) throws IOException {
    try (FileCounters<T> source = open(path, parser)) {
      return source.read();
    }
  }

  @Override
  public T read() throws IOException {
    return parser.parse(file.read());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
