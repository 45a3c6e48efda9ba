package org.weightbench.hardware.ceiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CeilingDifferenceTest {

  @Test
  void ceilingsAreComparedUnderEqualConditions() {
    Ceilings before = ceilings(ceiling(1, 100, 95, 105), ceiling(2, 200, 190, 210));
    Ceilings after = ceilings(ceiling(2, 300, 290, 310), ceiling(4, 400, 390, 410));

    List<CeilingDifference> differences = CeilingDifference.between(before, after);

    assertEquals(
        List.of(1, 2, 4), differences.stream().map(d -> d.conditions().threads()).toList());
    assertEquals(Optional.empty(), differences.get(0).change());
    assertEquals(Optional.of(0.5), differences.get(1).change());
    assertTrue(differences.get(1).shown());
    assertEquals(Optional.empty(), differences.get(2).first());
  }

  @Test
  void intervalsThatMeetShowNoDifference() {
    CeilingDifference difference =
        CeilingDifference.between(
                ceilings(ceiling(1, 100, 90, 115)), ceilings(ceiling(1, 120, 110, 130)))
            .getFirst();

    assertTrue(difference.judged());
    assertFalse(difference.shown());
    assertEquals(0.2, difference.change().orElseThrow(), 1e-9);
  }

  @Test
  void fiveSamplesAreTooFewToShowADifference() {
    CeilingDifference difference =
        CeilingDifference.between(
                ceilings(ceiling(1, 100, 95, 105)),
                ceilings(ofSamples(5, ceiling(1, 300, 290, 310))))
            .getFirst();

    assertFalse(difference.judged());
    assertFalse(difference.shown());
    assertEquals(2, difference.change().orElseThrow(), 1e-9);
  }

  private static Ceiling ceiling(int threads, double median, double low, double high) {
    return new Ceiling(
        CeilingKind.MEMORY_COPY, Conditions.threads(threads), median, low, high, 1, 6, true);
  }

  private static Ceiling ofSamples(int samples, Ceiling ceiling) {
    return new Ceiling(
        ceiling.kind(),
        ceiling.conditions(),
        ceiling.median(),
        ceiling.low(),
        ceiling.high(),
        ceiling.busyProcessors(),
        samples,
        ceiling.stable());
  }

  private static Ceilings ceilings(Ceiling... all) {
    return new Ceilings(1, "2026-01-02T03:04:05Z", "/m", "ext4", 1, true, List.of(all), List.of());
  }
}
