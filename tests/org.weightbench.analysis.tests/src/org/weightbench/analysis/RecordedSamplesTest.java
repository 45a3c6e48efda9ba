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
  private static final double SLOWER = 1.05;
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

  /** Draws fresh samples for both sides, none of them twice, and tells how often they differ. */
  private static int different(double factor) throws IOException {
    List<Double> pool = recorded();
    Random random = new Random(1);
    int different = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      Collections.shuffle(pool, random);
      Result result =
          Results.sweeping("a", Map.of("strategy", List.of("read", "direct")))
              .seconds(FIRST, times(pool.subList(0, SAMPLES), 1))
              .seconds(SECOND, times(pool.subList(SAMPLES, 2 * SAMPLES), factor))
              .build();
      boolean differs =
          Comparison.of(List.of(result)).rows().stream()
              .anyMatch(row -> row.verdict() == Verdict.FASTER || row.verdict() == Verdict.SLOWER);
      different += differs ? 1 : 0;
    }
    return different;
  }

  private static double[] times(List<Double> relative, double factor) {
    return relative.stream().mapToDouble(time -> time * factor).toArray();
  }

  @Test
  void atMostFiveOf100ComparisonsOfACellWithItselfSayDifferent() throws IOException {
    int different = different(1);
    assertTrue(different <= 5, different + " of 100");
  }

  @Test
  void aSlowdownOfFivePercentIsFoundInNinetyOf100Comparisons() throws IOException {
    int different = different(SLOWER);
    assertTrue(different >= 90, different + " of 100");
  }
}
