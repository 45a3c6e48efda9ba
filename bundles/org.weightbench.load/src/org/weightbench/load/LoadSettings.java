package org.weightbench.load;

import java.time.Duration;
import java.util.Optional;

/**
 * How a model is to be loaded. Start with {@link #of} and change what should differ.
 *
 * @param strategy how bytes come from the file to memory
 * @param deliver the form in which tensors are handed over
 * @param readThreads threads that read, or touch and copy a mapping; at least 1
 * @param dequantizeThreads threads beside them that only make floats of what was read; 0 when the
 *     readers do that themselves
 * @param chunkBytes largest piece that one thread works on at a time, {@link #MIN_CHUNK_BYTES} to
 *     {@link #MAX_CHUNK_BYTES}; needs no alignment
 * @param queueDepth chunks under way at a time over all readers: requests at the device where the
 *     strategy queues them, and pieces of staging memory between reading and dequantizing, which
 *     are held to {@link #STAGED_BYTES} in all
 * @param advice what the kernel is told about the coming reads
 * @param pages the pages of the memory that is filled
 * @param order the order in which the file is read
 * @param tensors which tensors are loaded
 * @param sqPoll whether a kernel thread polls the submission queue of io_uring
 * @param placement on which NUMA nodes the filled memory is placed
 * @param windowBytes most bytes that are ready or being made ready for a consumer at a time; 0
 *     keeps the whole model
 * @param consume the time that a simulated consumer takes for each layer, which it gets as soon as
 *     it is ready; empty when the load hands over the whole model
 */
public record LoadSettings(
    Strategy strategy,
    Deliver deliver,
    int readThreads,
    int dequantizeThreads,
    long chunkBytes,
    int queueDepth,
    Advice advice,
    DestinationPages pages,
    ReadOrder order,
    TensorSelection tensors,
    boolean sqPoll,
    Placement placement,
    long windowBytes,
    Optional<Duration> consume) {
  /** Smallest chunk: one page. */
  public static final long MIN_CHUNK_BYTES = 4096;

  /** Largest chunk: 1 GiB, which one read call can do everywhere. */
  public static final long MAX_CHUNK_BYTES = 1L << 30;

  /** Chunk size where nobody asked for another one. */
  public static final long DEFAULT_CHUNK_BYTES = 4L << 20;

  /** Chunks under way where nobody asked for another number. */
  public static final int DEFAULT_QUEUE_DEPTH = 16;

  /**
   * Stored bytes that are on their way to becoming floats at a time, whatever the queue depth: the
   * caches of a processor hold so much, and it is little beside a model.
   */
  public static final long STAGED_BYTES = 32L << 20;

  /** Most threads of one kind. */
  public static final int MAX_THREADS = 4096;

  /** Most chunks under way. */
  public static final int MAX_QUEUE_DEPTH = 4096;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is out of range; see {@link #contradiction()} for
   *     what does not go together
   */
  public LoadSettings {
    requireWithin("readThreads", readThreads, 1, MAX_THREADS);
    requireWithin("dequantizeThreads", dequantizeThreads, 0, MAX_THREADS);
    requireWithin("chunkBytes", chunkBytes, MIN_CHUNK_BYTES, MAX_CHUNK_BYTES);
    requireWithin("queueDepth", queueDepth, 1, MAX_QUEUE_DEPTH);
    requireWithin("windowBytes", windowBytes, 0, Long.MAX_VALUE);
    if (consume.isPresent() && consume.get().isNegative()) {
      throw new IllegalArgumentException(
          "consume is " + consume.get() + ", expected no negative time");
    }
  }

  private static void requireWithin(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected " + least + " to " + most);
    }
  }

  /**
   * Returns the standard way to load by a strategy: one reader that dequantizes itself, chunks of
   * {@link #DEFAULT_CHUNK_BYTES}, {@link #DEFAULT_QUEUE_DEPTH} of them under way, no advice, all
   * tensors in file order, the whole model kept.
   */
  public static LoadSettings of(Strategy strategy, Deliver deliver) {
    return new LoadSettings(
        strategy,
        deliver,
        1,
        0,
        DEFAULT_CHUNK_BYTES,
        DEFAULT_QUEUE_DEPTH,
        Advice.NONE,
        DestinationPages.AUTO,
        ReadOrder.FILE,
        TensorSelection.ALL,
        false,
        Placement.SYSTEM,
        0,
        Optional.empty());
  }

  /** Returns the standard way to load by a strategy, with other threads and chunks. */
  public static LoadSettings of(
      Strategy strategy, Deliver deliver, int readThreads, long chunkBytes) {
    return of(strategy, deliver).withReadThreads(readThreads).withChunkBytes(chunkBytes);
  }

  /** Returns why these settings do not go together, as a sentence; empty when they do. */
  public Optional<String> contradiction() {
    boolean mapped = deliver == Deliver.MAPPED;
    String name = "strategy " + strategy.name();
    if (!strategy.delivers().contains(deliver)) {
      return Optional.of(
          name + " cannot deliver " + deliver.label() + ": " + strategy.refusal(deliver));
    }
    if (!strategy.advices().contains(advice)) {
      return Optional.of(name + " gives the kernel no advice '" + advice.label() + "'");
    }
    if (sqPoll && !strategy.polls()) {
      return Optional.of(name + " has no submission queue that could be polled");
    }
    if (dequantizeThreads > 0 && deliver.floats().isEmpty()) {
      return Optional.of(deliver.label() + " tensors are not dequantized, so no thread can do so");
    }
    if (mapped && pages != DestinationPages.AUTO) {
      return Optional.of("mapped tensors lie in the page cache, whose pages cannot be chosen");
    }
    if (mapped && placement != Placement.SYSTEM) {
      return Optional.of("mapped tensors lie in the page cache, which cannot be placed");
    }
    if (windowBytes > 0 && consume.isEmpty()) {
      return Optional.of("a window needs a consumer that takes the layers");
    }
    if (windowBytes > 0 && pages.touchedBefore()) {
      return Optional.of("memory of a window is allocated layer by layer, not touched before");
    }
    if (consume.isPresent() && order != ReadOrder.LAYER) {
      return Optional.of("a consumer takes layer by layer, so the order must be 'layer'");
    }
    return Optional.empty();
  }

  /** Returns these settings with another strategy. */
  public LoadSettings withStrategy(Strategy other) {
    return with(other, deliver, readThreads, dequantizeThreads, chunkBytes, queueDepth);
  }

  /** Returns these settings with another form. */
  public LoadSettings withDeliver(Deliver other) {
    return with(strategy, other, readThreads, dequantizeThreads, chunkBytes, queueDepth);
  }

  /** Returns these settings with another number of readers. */
  public LoadSettings withReadThreads(int other) {
    return with(strategy, deliver, other, dequantizeThreads, chunkBytes, queueDepth);
  }

  /** Returns these settings with another number of threads that only dequantize. */
  public LoadSettings withDequantizeThreads(int other) {
    return with(strategy, deliver, readThreads, other, chunkBytes, queueDepth);
  }

  /** Returns these settings with another chunk size. */
  public LoadSettings withChunkBytes(long other) {
    return with(strategy, deliver, readThreads, dequantizeThreads, other, queueDepth);
  }

  /** Returns these settings with another number of chunks under way. */
  public LoadSettings withQueueDepth(int other) {
    return with(strategy, deliver, readThreads, dequantizeThreads, chunkBytes, other);
  }

  /** Returns these settings with other advice. */
  public LoadSettings withAdvice(Advice other) {
    return with(other, pages, order, tensors, sqPoll, placement);
  }

  /** Returns these settings with other pages. */
  public LoadSettings withPages(DestinationPages other) {
    return with(advice, other, order, tensors, sqPoll, placement);
  }

  /** Returns these settings with another order. */
  public LoadSettings withOrder(ReadOrder other) {
    return with(advice, pages, other, tensors, sqPoll, placement);
  }

  /** Returns these settings with other tensors. */
  public LoadSettings withTensors(TensorSelection other) {
    return with(advice, pages, order, other, sqPoll, placement);
  }

  /** Returns these settings with or without a polling kernel thread. */
  public LoadSettings withSqPoll(boolean other) {
    return with(advice, pages, order, tensors, other, placement);
  }

  /** Returns these settings with another placement. */
  public LoadSettings withPlacement(Placement other) {
    return with(advice, pages, order, tensors, sqPoll, other);
  }

  /** Returns these settings with another window. */
  public LoadSettings withWindowBytes(long other) {
    return with(other, consume);
  }

  /** Returns these settings with a simulated consumer that takes this time for each layer. */
  public LoadSettings withConsume(Duration perLayer) {
    return with(windowBytes, Optional.of(perLayer));
  }

  /** Returns these settings without a simulated consumer and its window. */
  public LoadSettings withoutConsume() {
    return with(0, Optional.empty());
  }

  private LoadSettings with(
      Strategy newStrategy,
      Deliver newDeliver,
      int newReadThreads,
      int newDequantizeThreads,
      long newChunkBytes,
      int newQueueDepth) {
    return new LoadSettings(
        newStrategy,
        newDeliver,
        newReadThreads,
        newDequantizeThreads,
        newChunkBytes,
        newQueueDepth,
        advice,
        pages,
        order,
        tensors,
        sqPoll,
        placement,
        windowBytes,
        consume);
  }

  private LoadSettings with(
      Advice newAdvice,
      DestinationPages newPages,
      ReadOrder newOrder,
      TensorSelection newTensors,
      boolean newSqPoll,
      Placement newPlacement) {
    return new LoadSettings(
        strategy,
        deliver,
        readThreads,
        dequantizeThreads,
        chunkBytes,
        queueDepth,
        newAdvice,
        newPages,
        newOrder,
        newTensors,
        newSqPoll,
        newPlacement,
        windowBytes,
        consume);
  }

  private LoadSettings with(long newWindowBytes, Optional<Duration> newConsume) {
    return new LoadSettings(
        strategy,
        deliver,
        readThreads,
        dequantizeThreads,
        chunkBytes,
        queueDepth,
        advice,
        pages,
        order,
        tensors,
        sqPoll,
        placement,
        newWindowBytes,
        newConsume);
  }
}
