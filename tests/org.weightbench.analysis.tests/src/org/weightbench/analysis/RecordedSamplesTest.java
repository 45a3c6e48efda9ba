package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.weightbench.analysis.Results.cell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;

/**
 * Compares load times that were recorded, in milliseconds: warm loads of quiet cells, whose samples
 * scatter by 2 %. Each time is taken relative to the median of its cell.
 */
class RecordedSamplesTest {
  private static final int COMPARISONS = 100;
  private static final int SAMPLES = ExperimentDefinition.STANDARD_REPETITIONS;
  private static final int SEEDS = 200;
  private static final double SLOWER = 1.05;
  private static final int MOST_DIFFERENT = 5;
  private static final int LEAST_FOUND = 90;
  private static final Cell FIRST = cell("strategy", "read");
  private static final Cell SECOND = cell("strategy", "direct");

  private static List<Double> recorded() throws IOException {
    List<Double> relative = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(RecordedSamplesTest.class.getResourceAsStream("quiet-loads.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        double[] times =
            Arrays.stream(line.substring(line.indexOf(": ") + 2).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double median = Statistics.median(times).median();
        Arrays.stream(times).forEach(time -> relative.add(time / median));
      }
    }
    return relative;
  }

  /** The times of both sides of one comparison. */
  private record Sides(double[] first, double[] second) {}

  /** Draws fresh samples for both sides of comparisons, none of them twice within one. */
  private static List<Sides> drawn(double factor, long seed) throws IOException {
    List<Double> pool = recorded();
    Random random = new Random(seed);
    List<Sides> drawn = new ArrayList<>();
    for (int i = 0; i < COMPARISONS; i++) {
      Collections.shuffle(pool, random);
      drawn.add(
          new Sides(
              times(pool.subList(0, SAMPLES), 1),
              times(pool.subList(SAMPLES, 2 * SAMPLES), factor)));
    }
    return drawn;
  }

  private static double[] times(List<Double> relative, double factor) {
    return relative.stream().mapToDouble(time -> time * factor).toArray();
  }

  /** How many comparisons of results say that their cells differ. */
  private static long different(double factor) throws IOException {
    return drawn(factor, 1).stream()
        .map(
            sides ->
                Results.sweeping("a", Map.of("strategy", List.of("read", "direct")))
                    .seconds(FIRST, sides.first())
                    .seconds(SECOND, sides.second())
                    .build())
        .filter(
            result ->
                Comparison.of(List.of(result)).rows().stream()
                    .anyMatch(
                        row -> row.verdict() == Verdict.FASTER || row.verdict() == Verdict.SLOWER))
        .count();
  }

  /** How many of 100 comparisons differ with each of many seeds, by the test that they rest on. */
  private static List<Long> differentBySeed(double factor) throws IOException {
    List<Long> different = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      different.add(
          drawn(factor, seed).stream()
              .filter(
                  sides ->
                      Statistics.mannWhitney(sides.first(), sides.second())
                          < Comparison.SIGNIFICANCE)
              .count());
    }
    return different;
  }

  @Test
  void atMostFiveOf100ComparisonsOfACellWithItselfSayDifferent() throws IOException {
    long different = different(1);
    assertTrue(different <= MOST_DIFFERENT, different + " of 100");
  }

  @Test
  void aSlowdownOfFivePercentIsFoundInNinetyOf100Comparisons() throws IOException {
    long different = different(SLOWER);
    assertTrue(different >= LEAST_FOUND, different + " of 100");
  }

  @Test
  void bothHoldWhateverIsDrawn() throws IOException {
    List<Long> same = differentBySeed(1);
    long tooMany = same.stream().filter(different -> different > MOST_DIFFERENT).count();
    assertTrue(tooMany <= SEEDS / 20, "too many of the same cell differ with some seeds: " + same);
    List<Long> slower = differentBySeed(SLOWER);
    assertTrue(Collections.min(slower) >= LEAST_FOUND, "too few were found: " + slower);
  }
}
