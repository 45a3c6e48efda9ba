package org.weightbench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbench.gguf.Progress;
import org.weightbench.load.Deliver;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;
import org.weightbench.os.HostMemory;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;

/**
 * Loads a model again and again in this process, in a random order within each round and in memory
 * claimed from a virtual machine's host before, as experiments do, and prints the load times in
 * milliseconds: what tests of statistics and of search judge. {@code cold MODEL ROUNDS DELIVER
 * [MORE]} and {@code warm MODEL ROUNDS DELIVER [MORE]} sweep strategy, threads and chunk, only the
 * cells with which the lines of the file MORE begin where it is given; {@code pair MODEL ROUNDS
 * FILE FIRST SECOND} writes one of two values into a file, such as a throttle's, before each load.
 */
public final class RecordedLoads {
  private static final double NANOS_PER_MILLI = 1e6;

  /** A copy fills memory twice at most, the page cache and its own; floats fill more. */
  private static final int PLACES = 2;

  private static final List<Integer> THREADS = List.of(1, 2, 3, 4);
  private static final List<Long> CHUNKS = List.of(256L << 10, 1L << 20, 4L << 20, 16L << 20);

  private final Path model;
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  @FunctionalInterface
  private interface Preparation {
    Residency bring(Path model) throws IOException;
  }

  private RecordedLoads(Path model) {
    this.model = model;
  }

  /** Records and prints. */
  public static void main(String[] arguments) throws IOException {
    RecordedLoads recorded = new RecordedLoads(Path.of(arguments[1]));
    int rounds = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "cold" ->
          recorded.grid(rounds, PageCache::evict, deliver(arguments[3]), more(arguments));
      case "warm" -> recorded.grid(rounds, PageCache::warm, deliver(arguments[3]), more(arguments));
      default -> recorded.pair(rounds, Path.of(arguments[3]), List.of(arguments[4], arguments[5]));
    }
    recorded.millis.forEach(
        (name, times) ->
            System.out.println(
                name
                    + ": "
                    + times.stream()
                        .map(time -> String.format(Locale.ROOT, "%.2f", time))
                        .collect(Collectors.joining(" "))));
  }

  /** The cells to record; none for all. */
  private static Set<String> more(String[] arguments) throws IOException {
    return arguments.length < 5
        ? Set.of()
        : Files.readAllLines(Path.of(arguments[4])).stream()
            .map(line -> line.split(": ", 2)[0])
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Deliver deliver(String label) {
    return Deliver.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private void grid(int rounds, Preparation preparation, Deliver deliver, Set<String> only)
      throws IOException {
    Map<String, LoadSettings> cells = new LinkedHashMap<>();
    for (Strategy strategy : Strategies.all()) {
      if (strategy.delivers().contains(deliver)) {
        for (int threads : THREADS) {
          for (long chunk : CHUNKS) {
            String name = strategy.name() + " " + threads + " " + (chunk >> 10) + " KiB";
            if (only.isEmpty() || only.contains(name)) {
              cells.put(name, LoadSettings.of(strategy, deliver, threads, chunk));
            }
          }
        }
      }
    }
    Random random = new Random(1);
    for (int round = 0; round <= rounds; round++) {
      List<String> order = new ArrayList<>(cells.keySet());
      Collections.shuffle(order, random);
      for (String name : order) {
        try {
          PageCache.evict(model);
          boolean claimed = HostMemory.claim(PLACES * Files.size(model)) > 0;
          preparation.bring(model);
          LoadSettings settings = cells.get(name);
          double time = load(claimed ? settings.withPages(DestinationPages.HUGE) : settings);
          if (round > 0) {
            millis.computeIfAbsent(name, _ -> new ArrayList<>()).add(time);
          }
        } catch (LoadException e) {
          System.err.println(name + " is left out: " + e.getMessage());
          cells.remove(name);
        }
      }
    }
  }

  private void pair(int rounds, Path file, List<String> values) throws IOException {
    LoadSettings settings =
        LoadSettings.of(Strategies.named("direct").orElseThrow(), Deliver.COPIED);
    Random random = new Random(1);
    for (int round = -2; round < rounds; round++) {
      List<String> order = new ArrayList<>(values);
      Collections.shuffle(order, random);
      for (String value : order) {
        Files.writeString(file, value);
        PageCache.evict(model);
        double time = load(settings);
        if (round >= 0) {
          millis.computeIfAbsent(value, _ -> new ArrayList<>()).add(time);
        }
      }
    }
  }

  private double load(LoadSettings settings) throws IOException {
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      return loaded.report().wallNanos() / NANOS_PER_MILLI;
    }
  }
}
