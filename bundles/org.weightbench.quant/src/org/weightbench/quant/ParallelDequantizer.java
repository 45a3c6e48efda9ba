package org.weightbench.quant;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.weightbench.gguf.TensorType;

/**
 * Dequantizes rows on several threads, the calling one among them. Each thread gets rows that lie
 * beside each other and is the first to write where they go, so that fresh memory is placed near it
 * and its page faults are its own.
 *
 * <p>One call at a time makes use of all threads; more at once share them. To be closed, which ends
 * the threads.
 */
public final class ParallelDequantizer implements AutoCloseable {
  private final int threads;
  private final ExecutorService others;

  /**
   * Starts nothing yet: threads start with the first rows.
   *
   * @param threads number of threads, at least one
   * @throws IllegalArgumentException when there are fewer
   */
  public ParallelDequantizer(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("cannot dequantize on %d threads".formatted(threads));
    }
    this.threads = threads;
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> Thread.ofPlatform().daemon().name("dequantize").unstarted(task));
  }

  /** Returns the number of threads. */
  public int threads() {
    return threads;
  }

  /**
   * Dequantizes rows that follow each other.
   *
   * @param source the stored rows; like {@code target} of an arena that all threads may use, when
   *     there is more than one
   * @param sourceOffset byte offset of the first row in {@code source}; needs no alignment
   * @param target receives the rows' floats in the dequantizer's {@link Dequantizer#format()}
   * @param targetOffset byte offset of the first float in {@code target}; needs no alignment
   * @param rows number of rows
   * @param rowWeights number of weights of a row, a multiple of the type's block
   * @throws IllegalArgumentException when {@code rows} is negative, {@code rowWeights} is negative
   *     or not a multiple of the block, or {@code target} is read-only
   * @throws IllegalStateException when the arena of a segment is closed
   * @throws WrongThreadException when a segment belongs to one thread
   * @throws IndexOutOfBoundsException when either range leaves its segment; nothing is written then
   */
  public void dequantize(
      Dequantizer dequantizer,
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long rows,
      long rowWeights) {
    if (rows < 0) {
      throw new IllegalArgumentException("cannot dequantize %d rows".formatted(rows));
    }
    TensorType type = dequantizer.type();
    long sourceRowBytes = type.bytesFor(rowWeights);
    long targetRowBytes = Math.multiplyExact(rowWeights, dequantizer.format().bytes());
    Objects.checkFromIndexSize(
        sourceOffset, Math.multiplyExact(rows, sourceRowBytes), source.byteSize());
    Objects.checkFromIndexSize(
        targetOffset, Math.multiplyExact(rows, targetRowBytes), target.byteSize());
    int parts = Math.clamp(rows, 1, threads);
    Part part =
        index -> {
          long from = share(rows, index, parts);
          long to = share(rows, index + 1, parts);
          dequantizer.dequantize(
              source,
              sourceOffset + from * sourceRowBytes,
              target,
              targetOffset + from * targetRowBytes,
              (to - from) * rowWeights);
        };
    run(part, parts);
  }

  @Override
  public void close() {
    others.close();
  }

  @FunctionalInterface
  private interface Part {
    void dequantize(int index);
  }

  private void run(Part part, int parts) {
    CompletableFuture<Void> rest =
        CompletableFuture.allOf(
            IntStream.range(1, parts)
                .mapToObj(index -> CompletableFuture.runAsync(() -> part.dequantize(index), others))
                .toArray(CompletableFuture<?>[]::new));
    try {
      part.dequantize(0);
    } finally {
      await(rest);
    }
  }

  private static void await(CompletableFuture<Void> rest) {
    try {
      rest.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns the first row of a part; {@code rows * index} may not fit a long. */
  private static long share(long rows, int index, int parts) {
    return rows / parts * index + rows % parts * index / parts;
  }
}
