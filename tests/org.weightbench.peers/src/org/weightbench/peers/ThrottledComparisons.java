package org.weightbench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.Statistics;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.gguf.Progress;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.Strategies;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;

/**
 * Compares real loads from a throttled disk with themselves and with loads that the throttle makes
 * slower by 5 %. In each round every kind of load has its turn, in a random order, cold each time;
 * as many rounds as an experiment has repetitions make one comparison of each pair, so that no
 * sample serves twice. Rounds are appended to a file, one a line, from which the next call goes on.
 */
public final class ThrottledComparisons {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double COLD = 0.001;
  private static final int REPETITIONS = ExperimentDefinition.STANDARD_REPETITIONS;
  private static final int UNCOUNTED = 2;

  private final Path model;
  private final Path throttle;
  private final String device;
  private final LoadSettings settings =
      LoadSettings.of(Strategies.named("direct").orElseThrow(), Deliver.COPIED);

  /** What is loaded in a round, with the bytes that the disk gives in a second. */
  private enum Kind {
    FIRST(160_000_000),
    AGAIN(160_000_000),
    SLOWER(152_380_952);

    private final long bytesPerSecond;

    Kind(long bytesPerSecond) {
      this.bytesPerSecond = bytesPerSecond;
    }
  }

  private ThrottledComparisons(Path model, Path throttle, String device) {
    this.model = model;
    this.throttle = throttle;
    this.device = device;
  }

  /**
   * Loads and compares.
   *
   * @param arguments the model on the throttled disk, the control group's file of the throttle, the
   *     number of the disk's device, the file of rounds, how many comparisons are wanted, and the
   *     seconds after which no round is begun any more
   */
  public static void main(String[] arguments) throws IOException {
    Path rounds = Path.of(arguments[3]);
    int wanted = Integer.parseInt(arguments[4]) * REPETITIONS;
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[5])).toNanos();
    ThrottledComparisons loads =
        new ThrottledComparisons(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    int done = Files.exists(rounds) ? Files.readAllLines(rounds).size() : 0;
    Random random = new Random(done);
    for (int i = 0; i < UNCOUNTED && done < wanted; i++) {
      loads.round(random);
    }
    for (; done < wanted && System.nanoTime() < end; done++) {
      Map<Kind, Double> millis = loads.round(random);
      Files.writeString(
          rounds,
          millis.values().stream()
                  .map(time -> String.format(Locale.ROOT, "%.2f", time))
                  .collect(Collectors.joining(" "))
              + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    judge(Files.readAllLines(rounds));
  }

  private Map<Kind, Double> round(Random random) throws IOException {
    List<Kind> order = new ArrayList<>(List.of(Kind.values()));
    Collections.shuffle(order, random);
    Map<Kind, Double> millis = new EnumMap<>(Kind.class);
    for (Kind kind : order) {
      Files.writeString(throttle, device + " " + kind.bytesPerSecond, StandardCharsets.US_ASCII);
      Residency left = PageCache.evict(model);
      if (!(left.fraction() <= COLD)) {
        throw new IOException(model + " is not cold: " + left);
      }
      try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
        millis.put(kind, loaded.report().wallNanos() / NANOS_PER_MILLI);
      }
    }
    return millis;
  }

  private static void judge(List<String> lines) {
    double[][] rounds =
        lines.stream()
            .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    int comparisons = rounds.length / REPETITIONS;
    int same = 0;
    int found = 0;
    for (int i = 0; i < comparisons; i++) {
      double[][] own = Arrays.copyOfRange(rounds, i * REPETITIONS, (i + 1) * REPETITIONS);
      double[] first = column(own, Kind.FIRST);
      same +=
          Statistics.mannWhitney(first, column(own, Kind.AGAIN)) < Comparison.SIGNIFICANCE ? 1 : 0;
      double[] slower = column(own, Kind.SLOWER);
      boolean shown = Statistics.mannWhitney(first, slower) < Comparison.SIGNIFICANCE;
      found += shown && Statistics.relativeShift(first, slower).median() > 0 ? 1 : 0;
    }
    for (Kind kind : Kind.values()) {
      System.out.printf(
          Locale.ROOT,
          "%-6s at %.1f MB/s: %s%n",
          kind.name().toLowerCase(Locale.ROOT),
          kind.bytesPerSecond / 1e6,
          spread(column(rounds, kind)));
    }
    System.out.printf(
        "of %d comparisons with %d samples a side, the same load differed in %d; a slowdown of 5 %%"
            + " was found in %d%n",
        comparisons, REPETITIONS, same, found);
  }

  private static double[] column(double[][] rounds, Kind kind) {
    return Arrays.stream(rounds).mapToDouble(round -> round[kind.ordinal()]).toArray();
  }

  private static String spread(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "median %.1f ms, from %.1f to %.1f, nine of ten below %.1f",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        sorted[sorted.length * 9 / 10]);
  }
}
