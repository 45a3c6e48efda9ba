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
 * Compares load times that were recorded: cold direct loads from a disk that was throttled to 100
 * MB/s, and to 5 % less, by turns.
 */
class RecordedSamplesTest {
  private static final int COMPARISONS = 100;
  private static final Cell FIRST = cell("strategy", "read");
  private static final Cell SECOND = cell("strategy", "direct");

  private static List<List<Double>> recorded() throws IOException {
    List<List<Double>> pools = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            RecordedSamplesTest.class.getResourceAsStream("loads-throttled-by-turns.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        pools.add(
            Arrays.stream(line.substring(line.indexOf(": ") + 2).split(" "))
                .map(Double::valueOf)
                .toList());
      }
    }
    return pools;
  }

  /** Draws samples of two pools, or of one without taking any twice, and compares them. */
  private static boolean differ(List<Double> first, List<Double> second, Random random) {
    int count = ExperimentDefinition.STANDARD_REPETITIONS;
    List<Double> drawn = new ArrayList<>(first);
    Collections.shuffle(drawn, random);
    List<Double> others = new ArrayList<>(second);
    Collections.shuffle(others, random);
    List<Double> against = first == second ? drawn.subList(count, 2 * count) : others;
    Result result =
        Results.sweeping("a", Map.of("strategy", List.of("read", "direct")))
            .seconds(FIRST, seconds(drawn, count))
            .seconds(SECOND, seconds(against, count))
            .build();
    return Comparison.of(List.of(result)).rows().stream()
        .anyMatch(row -> row.verdict() == Verdict.FASTER || row.verdict() == Verdict.SLOWER);
  }

  private static double[] seconds(List<Double> millis, int count) {
    return millis.subList(0, count).stream().mapToDouble(ms -> ms / 1000).toArray();
  }

  private static int different(List<Double> first, List<Double> second) {
    Random random = new Random(1);
    int different = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      different += differ(first, second, random) ? 1 : 0;
    }
    return different;
  }

  @Test
  void atMostFiveOf100ComparisonsOfACellWithItselfSayDifferent() throws IOException {
    for (List<Double> pool : recorded()) {
      int different = different(pool, pool);
      assertTrue(different <= 5, different + " of 100");
    }
  }

  @Test
  void aSlowdownOfFivePercentIsFoundInNinetyOf100Comparisons() throws IOException {
    List<List<Double>> pools = recorded();
    int different = different(pools.getFirst(), pools.getLast());
    assertTrue(different >= 90, different + " of 100");
  }
}
