package org.weightbench.runner.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan.Run;

class RemainingTimeTest {
  private static final Cell FAST = new Cell(Map.of("cache", "warm"));
  private static final Cell SLOW = new Cell(Map.of("cache", "cold"));
  private static final List<Run> RUNS =
      List.of(new Run(1, FAST, 1), new Run(2, SLOW, 1), new Run(3, SLOW, 2));

  private final RemainingTime remaining = new RemainingTime(Map.of(FAST, 100L, SLOW, 1000L));

  @Test
  void beforeAnyRunTheEstimateIsAllThereIs() {
    assertEquals(2100, remaining.nanos(RUNS));
  }

  @Test
  void aFinishedCellCountsAsItTookAndOthersAreCorrectedAlike() {
    remaining.finished(FAST, 150);
    remaining.finished(FAST, 250);

    assertEquals(200 + 2 * 2000, remaining.nanos(RUNS));
  }

  @Test
  void nothingMissingTakesNoTime() {
    remaining.finished(SLOW, 5);

    assertEquals(0, remaining.nanos(List.of()));
  }
}
