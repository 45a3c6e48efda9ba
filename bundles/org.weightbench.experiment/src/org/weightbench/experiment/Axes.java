package org.weightbench.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.weightbench.load.Deliver;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;

/** The axes there are, in the order of columns. */
public final class Axes {
  /** How the bytes come from file to memory. */
  public static final Axis<Strategy> STRATEGY =
      closed(
          "strategy",
          "Strategy",
          "How the bytes come from file to memory.",
          Strategies.all(),
          false,
          Strategies.named("read").orElseThrow(),
          Strategy::name);

  /** What 'loaded' means. */
  public static final Axis<Deliver> DELIVER =
      closed(
          "deliver",
          "Deliver",
          "What 'loaded' means: mapped pages, a copy in memory, or dequantized floats.",
          List.of(Deliver.values()),
          true,
          Deliver.COPIED,
          Deliver::label);

  /** What the page cache holds before the load. */
  public static final Axis<CacheState> CACHE =
      closed(
          "cache",
          "Cache",
          "What the page cache holds of the model just before the load.",
          List.of(CacheState.values()),
          true,
          CacheState.COLD,
          CacheState::label);

  /** Threads that read, copy and dequantize. */
  public static final Axis<Integer> THREADS =
      new Axis<>(
          "threads",
          "Threads",
          "Threads that read, copy and dequantize.",
          "a whole number from 1 to 1024",
          List.of("1", "2", "4", "8", "16"),
          false,
          false,
          1,
          Axes::used,
          Axes::threads,
          String::valueOf);

  /** Bytes of one read request. */
  public static final Axis<Long> CHUNK =
      new Axis<>(
          "chunk",
          "Chunk",
          "Bytes of one read, copy or dequantize step.",
          "a size from 4 KiB to 1 GiB in whole 4 KiB, such as 4 MiB",
          List.of("256 KiB", "1 MiB", "4 MiB", "16 MiB", "64 MiB"),
          false,
          false,
          4L << 20,
          Axes::used,
          Axes::chunk,
          Quantities::exactBytes);

  private static final int MAX_THREADS = 1024;
  private static final long CHUNK_STEP = 4096;
  private static final long MAX_CHUNK = 1L << 30;
  private static final List<Axis<?>> ALL = List.of(STRATEGY, DELIVER, CACHE, THREADS, CHUNK);

  private Axes() {}

  /** Returns all axes in the order of columns. */
  public static List<Axis<?>> all() {
    return ALL;
  }

  /** Finds an axis by its name. */
  public static Optional<Axis<?>> named(String name) {
    return ALL.stream().<Axis<?>>map(axis -> axis).filter(a -> a.name().equals(name)).findFirst();
  }

  private static <T> Axis<T> closed(
      String name,
      String title,
      String summary,
      List<T> values,
      boolean condition,
      T standard,
      Function<T, String> formatter) {
    List<String> choices = values.stream().map(formatter).toList();
    return new Axis<>(
        name,
        title,
        summary,
        "one of " + String.join(", ", choices),
        choices,
        true,
        condition,
        standard,
        Axes::used,
        text -> values.stream().filter(v -> formatter.apply(v).equals(text)).findFirst(),
        formatter);
  }

  private static Optional<String> used(Cell cell) {
    return Optional.empty();
  }

  private static Optional<Integer> threads(String text) {
    if (!text.matches("\\d{1,4}")) {
      return Optional.empty();
    }
    int threads = Integer.parseInt(text);
    return threads >= 1 && threads <= MAX_THREADS ? Optional.of(threads) : Optional.empty();
  }

  private static Optional<Long> chunk(String text) {
    long bytes = Quantities.parseBytes(text).orElse(0);
    return bytes >= CHUNK_STEP && bytes <= MAX_CHUNK && bytes % CHUNK_STEP == 0
        ? Optional.of(bytes)
        : Optional.empty();
  }
}
