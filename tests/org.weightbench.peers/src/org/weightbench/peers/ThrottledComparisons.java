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
 * slower by just under 5 %. In each round every kind of load has its turn, in a random order, cold
 * each time; as many rounds as an experiment has repetitions make one comparison of each pair, so
 * that no sample serves twice. Rounds are appended to a file, one a line, from which the next call
 * goes on; each disk has a file of its own.
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

  /**
   * What is loaded in a round, with the bytes that the disk gives in a second. The kernel gives
   * them in slices of a tenth of a second, so that a load takes a whole number of these: 160 MiB
   * take 20 at the first rate and 21 at the last, as at all rates from 76.5 to 79 MB/s.
   */
  private enum Kind {
    FIRST(80_000_000),
    AGAIN(80_000_000),
    SLOWER(78_000_000);

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
   * Loads, or compares what was loaded.
   *
   * @param arguments {@code load} with the model on the throttled disk, the control group's file of
   *     the throttle, the number of the disk's device, the file of rounds, how many comparisons are
   *     wanted, and the seconds after which no round is begun any more; or {@code judge} with files
   *     of rounds
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("load")) {
      new ThrottledComparisons(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3])
          .load(
              Path.of(arguments[4]),
              Integer.parseInt(arguments[5]) * REPETITIONS,
              Duration.ofSeconds(Long.parseLong(arguments[6])));
    } else {
      List<double[][]> disks = new ArrayList<>();
      for (String file : List.of(arguments).subList(1, arguments.length)) {
        disks.add(read(Path.of(file)));
      }
      judge(disks);
    }
  }

  private void load(Path rounds, int wanted, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    int done = Files.exists(rounds) ? Files.readAllLines(rounds).size() : 0;
    Random random = new Random(rounds.hashCode() + done);
    for (int i = 0; i < UNCOUNTED && done < wanted; i++) {
      round(random);
    }
    for (; done < wanted && System.nanoTime() < end; done++) {
      Map<Kind, Double> millis = round(random);
      Files.writeString(
          rounds,
          millis.values().stream()
                  .map(time -> String.format(Locale.ROOT, "%.2f", time))
                  .collect(Collectors.joining(" "))
              + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
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

  private static double[][] read(Path rounds) throws IOException {
    return Files.readAllLines(rounds).stream()
        .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static void judge(List<double[][]> disks) {
    int comparisons = 0;
    int same = 0;
    int found = 0;
    for (double[][] rounds : disks) {
      for (int end = REPETITIONS; end <= rounds.length; end += REPETITIONS, comparisons++) {
        double[][] own = Arrays.copyOfRange(rounds, end - REPETITIONS, end);
        double[] first = column(own, Kind.FIRST);
        double[] slower = column(own, Kind.SLOWER);
        same += differ(first, column(own, Kind.AGAIN)) ? 1 : 0;
        boolean shown = differ(first, slower);
        found += shown && Statistics.relativeShift(first, slower).median() > 0 ? 1 : 0;
      }
    }
    double[][] all = disks.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    for (Kind kind : Kind.values()) {
      System.out.printf(
          Locale.ROOT,
          "%-6s at %.1f MB/s: %s%n",
          kind.name().toLowerCase(Locale.ROOT),
          kind.bytesPerSecond / 1e6,
          spread(column(all, kind)));
    }
    double[] slowdowns = Arrays.stream(all).mapToDouble(ThrottledComparisons::slowdown).toArray();
    System.out.printf(
        Locale.ROOT,
        "a load with the slower throttle took %.2f %% longer than the first of its round"
            + " (median)%n",
        100 * Statistics.median(slowdowns).median());
    System.out.printf(
        "of %d comparisons with %d samples a side, the same load differed in %d; the slowdown was"
            + " found in %d%n",
        comparisons, REPETITIONS, same, found);
  }

  private static boolean differ(double[] one, double[] other) {
    return Statistics.mannWhitney(one, other) < Comparison.SIGNIFICANCE;
  }

  private static double slowdown(double[] round) {
    return round[Kind.SLOWER.ordinal()] / round[Kind.FIRST.ordinal()] - 1;
  }

  private static double[] column(double[][] rounds, Kind kind) {
    return Arrays.stream(rounds).mapToDouble(round -> round[kind.ordinal()]).toArray();
  }

  private static String spread(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "median %.1f ms, from %.1f to %.1f, eight of ten from %.1f to %.1f (%d loads)",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        sorted[sorted.length / 10],
        sorted[sorted.length * 9 / 10],
        sorted.length);
  }
}
