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
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;

/**
 * Searches in times that were recorded: 112 cells of strategy, threads and chunk, each loaded seven
 * times in rounds of random order, warm and turned into F32.
 */
class HalvingSearchTest {
  private static final int GRID_REPETITIONS = 5;
  private static final double SHARE_OF_SAMPLES = 0.25;
  private static final double NEAR = 1.03;

  private static Map<Cell, double[]> recorded() throws IOException {
    Map<Cell, double[]> times = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(HalvingSearchTest.class.getResourceAsStream("loads-as-f32.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] parts = line.split(": ");
        String[] settings = parts[0].split(" ", 3);
        times.put(
            cell(settings[0], settings[1], settings[2]),
            Arrays.stream(parts[1].split(" ")).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return times;
  }

  private static Cell cell(String strategy, String threads, String kib) {
    long mib = Long.parseLong(kib.replace(" KiB", "")) / 1024;
    return new Cell(
        Map.of(
            "strategy",
            strategy,
            "threads",
            threads,
            "chunk",
            mib == 0 ? kib : mib + " MiB",
            "deliver",
            "f32",
            "cache",
            "warm"));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Searches with samples drawn from the recorded ones; returns the cell that it ends with. */
  private static Cell found(Map<Cell, double[]> times, int samples, long seed) {
    Random random = new Random(seed);
    Map<Cell, List<Double>> drawn = new HashMap<>();
    times.forEach(
        (cell, values) -> {
          List<Double> shuffled = new ArrayList<>(Arrays.stream(values).boxed().toList());
          Collections.shuffle(shuffled, random);
          drawn.put(cell, shuffled);
        });
    HalvingSearch search = new HalvingSearch(List.copyOf(times.keySet()), samples, seed);
    int left = samples;
    for (List<Cell> block = search.nextBlock(left);
        !block.isEmpty();
        block = search.nextBlock(left)) {
      for (Cell cell : block) {
        List<Double> values = drawn.get(cell);
        double value = values.removeFirst();
        values.addLast(value);
        search.measured(cell, Optional.of(value));
        left--;
      }
    }
    assertEquals(0, left);
    return search.ranking().getFirst();
  }

  @Test
  void aQuarterOfTheSamplesFindsACellWithinThreePercentOfTheBestInNineOfTenSeeds()
      throws IOException {
    Map<Cell, double[]> times = recorded();
    assertTrue(times.size() >= 100, times.size() + " cells");
    int samples = (int) (SHARE_OF_SAMPLES * GRID_REPETITIONS * times.size());
    double best =
        times.values().stream().mapToDouble(HalvingSearchTest::median).min().orElseThrow();
    long near =
        IntStream.range(0, 10)
            .filter(seed -> median(times.get(found(times, samples, seed))) <= NEAR * best)
            .count();
    assertTrue(near >= 9, near + " of 10 seeds");
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
    assertEquals(36, sizes.getFirst());
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
