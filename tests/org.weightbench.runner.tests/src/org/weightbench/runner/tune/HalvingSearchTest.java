package org.weightbench.runner.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;

/**
 * Searches in times that were recorded ({@code record-loads} of the peers): cells of strategy,
 * threads and chunk, each loaded five or seven times in rounds of random order, from a virtual
 * disk, from a fast one in memory, and from the page cache. What a cell truly takes is taken to be
 * the median of all its recorded samples. So that a search can ask a cell as often as it likes,
 * each sample is that truth times the deviation of a sample of any cell from its own median; the
 * best cell is then known for certain, however noisy the samples are. Beside it stands how often
 * one of the best is found by who measures the whole grid, and by who is told which cells lead.
 *
 * <p>The property {@code org.weightbench.searches} says how many seeds are tried.
 */
class HalvingSearchTest {
  private static final double SHARE_OF_SAMPLES = 0.25;
  private static final double NEAR = 1.03;
  private static final int SEEDS = Integer.getInteger("org.weightbench.searches", 20);
  private static final double LEAST_SHARE = 0.9;
  private static final int LEADING = 20;

  /** The true times of cells in milliseconds, and by what factors samples deviate from them. */
  private record Recorded(Map<Cell, Double> times, double[] factors) {
    Recorded {
      times = new LinkedHashMap<>(times);
    }

    static Recorded of(String name) throws IOException {
      Map<Cell, Double> times = new LinkedHashMap<>();
      List<Double> factors = new ArrayList<>();
      try (InputStream in =
          Objects.requireNonNull(HalvingSearchTest.class.getResourceAsStream(name))) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
          String[] parts = line.split(": ");
          double[] samples =
              Arrays.stream(parts[1].split(" ")).mapToDouble(Double::parseDouble).toArray();
          double median = median(samples);
          times.put(cell(parts[0].split(" ", 3)), median);
          double correction = Math.sqrt(samples.length / (samples.length - 1.0));
          Arrays.stream(samples).forEach(v -> factors.add(Math.pow(v / median, correction)));
        }
      }
      return new Recorded(times, factors.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double sample(Cell cell, RandomGenerator random) {
      return times.get(cell) * factors[random.nextInt(factors.length)];
    }

    boolean isNearTheBest(Cell cell) {
      return times.get(cell) <= NEAR * Collections.min(times.values());
    }

    int samplesOfTheWholeGrid() {
      return times.size() * ExperimentDefinition.STANDARD_REPETITIONS;
    }
  }

  private static Cell cell(String[] settings) {
    String kib = settings[2];
    long mib = Long.parseLong(kib.replace(" KiB", "")) / 1024;
    return new Cell(
        Map.of(
            "strategy",
            settings[0],
            "threads",
            settings[1],
            "chunk",
            mib == 0 ? kib : mib + " MiB"));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static Cell found(Recorded recorded, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int left = (int) (SHARE_OF_SAMPLES * recorded.samplesOfTheWholeGrid());
    HalvingSearch search = new HalvingSearch(List.copyOf(recorded.times().keySet()), left, seed);
    for (List<Cell> block = search.nextBlock(left);
        !block.isEmpty();
        block = search.nextBlock(left)) {
      for (Cell cell : block) {
        search.measured(cell, Optional.of(recorded.sample(cell, random)));
        left--;
      }
    }
    assertEquals(0, left);
    return search.ranking().getFirst();
  }

  /** What someone ends with who measures the whole grid and takes the least median. */
  private static Cell foundByTheWholeGrid(Recorded recorded, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Map<Cell, Double> medians = new HashMap<>();
    for (Cell cell : recorded.times().keySet()) {
      double[] samples = new double[ExperimentDefinition.STANDARD_REPETITIONS];
      Arrays.setAll(samples, _ -> recorded.sample(cell, random));
      medians.put(cell, median(samples));
    }
    return Collections.min(medians.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /**
   * What someone ends with who is told which cells lead, and spends as much as a search on them.
   */
  private static Cell foundAmongTheLeading(Recorded recorded, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int samples = (int) (SHARE_OF_SAMPLES * recorded.samplesOfTheWholeGrid()) / LEADING;
    Map<Cell, Double> medians = new HashMap<>();
    recorded.times().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(LEADING)
        .forEach(
            leading ->
                medians.put(
                    leading.getKey(),
                    median(
                        DoubleStream.generate(() -> recorded.sample(leading.getKey(), random))
                            .limit(samples)
                            .toArray())));
    return Collections.min(medians.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private static long near(Recorded recorded, LongFunction<Cell> found) {
    return LongStream.range(0, SEEDS)
        .filter(seed -> recorded.isNearTheBest(found.apply(seed)))
        .count();
  }

  private static void assertFindsTheBest(String name, TestReporter reporter) throws IOException {
    Recorded recorded = Recorded.of(name);
    assertTrue(recorded.times().size() >= 100, recorded.times().size() + " cells");
    long near = near(recorded, seed -> found(recorded, seed));
    long wholeGrid = near(recorded, seed -> foundByTheWholeGrid(recorded, seed));
    long leading = near(recorded, seed -> foundAmongTheLeading(recorded, seed));
    String found =
        "%d of %d seeds, by the whole grid %d, by who is told which %d cells lead %d"
            .formatted(near, SEEDS, wholeGrid, LEADING, leading);
    reporter.publishEntry(name, found);
    assertTrue(near >= LEAST_SHARE * SEEDS, found);
  }

  @Test
  void aQuarterOfTheSamplesFindsOneOfTheBestCellsOfWarmLoadsIntoFloats(TestReporter reporter)
      throws IOException {
    assertFindsTheBest("loads-as-f32.txt", reporter);
  }

  @Test
  void aQuarterOfTheSamplesFindsOneOfTheBestCellsOfWarmCopies(TestReporter reporter)
      throws IOException {
    assertFindsTheBest("warm-loads.txt", reporter);
  }

  @Test
  void aQuarterOfTheSamplesFindsOneOfTheBestCellsOfColdCopiesFromAFastDisk(TestReporter reporter)
      throws IOException {
    assertFindsTheBest("cold-loads-of-a-fast-disk.txt", reporter);
  }

  @Test
  void aQuarterOfTheSamplesFindsOneOfTheBestCellsOfColdCopiesFromAVirtualDisk(TestReporter reporter)
      throws IOException {
    assertFindsTheBest("cold-loads.txt", reporter);
  }

  @Test
  void everyBlockIsSmallerThanTheOneBeforeUntilTheFinalists() {
    List<Cell> cells =
        IntStream.rangeClosed(1, 40)
            .mapToObj(threads -> new Cell(Map.of("threads", String.valueOf(threads))))
            .toList();
    HalvingSearch search = new HalvingSearch(cells, 60, 1);
    List<Integer> sizes = new ArrayList<>();
    int left = 60;
    for (List<Cell> block = search.nextBlock(left);
        !block.isEmpty();
        block = search.nextBlock(left)) {
      assertEquals(block.size(), block.stream().distinct().count());
      sizes.add(block.size());
      left -= block.size();
      for (Cell cell : block) {
        search.measured(cell, Optional.of(100.0 + Integer.parseInt(cell.text(Axes.THREADS))));
      }
    }
    assertEquals(15, sizes.getFirst());
    assertEquals(sizes.stream().sorted(Collections.reverseOrder()).toList(), sizes);
    assertEquals(60, sizes.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void aCellThatFailsIsLeftOut() {
    List<Cell> cells = List.of(new Cell(Map.of("threads", "1")), new Cell(Map.of("threads", "2")));
    HalvingSearch search = new HalvingSearch(cells, 8, 1);
    assertEquals(2, search.nextBlock(8).size());
    search.measured(cells.getFirst(), Optional.empty());
    search.measured(cells.getLast(), Optional.of(3.0));
    assertEquals(List.of(cells.getLast()), search.nextBlock(6));
    assertEquals(List.of(cells.getLast()), search.ranking());
    assertEquals(List.of(), search.nextBlock(0));
  }
}
