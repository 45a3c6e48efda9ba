package org.weightbench.hardware.ceiling.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;

class SeriesTest {

  @Test
  void sixSamplesEncloseTheMedianByTheirExtremes() {
    Ceiling ceiling = ceiling(series(104, 100, 97, 102, 99, 101));

    assertEquals(100.5, ceiling.median());
    assertEquals(97, ceiling.low());
    assertEquals(104, ceiling.high());
    assertTrue(ceiling.stable());
  }

  @Test
  void nineSamplesLeaveOneOutAtEachEnd() {
    Ceiling ceiling = ceiling(series(1, 97, 98, 99, 100, 101, 102, 103, 1000));

    assertEquals(97, ceiling.low());
    assertEquals(103, ceiling.high());
  }

  @Test
  void fiveSamplesAreTooFewToBeStable() {
    assertFalse(series(100, 100, 100, 100, 100).stable());
  }

  @Test
  void aDriftingMachineIsNotStable() {
    assertFalse(series(100, 104, 108, 112, 116, 120).stable());
  }

  @Test
  void theIntervalHoldsTheMedianInNineteenOfTwentyCases() {
    Random random = new Random(11);
    for (int samples : new int[] {6, 9, 12, 17, 40}) {
      int held = 0;
      for (int trial = 0; trial < 4000; trial++) {
        Series series = new Series();
        for (int i = 0; i < samples; i++) {
          series.add(1000 + random.nextGaussian(), 0);
        }
        Ceiling ceiling = ceiling(series);
        held += ceiling.low() <= 1000 && 1000 <= ceiling.high() ? 1 : 0;
      }
      assertTrue(held >= 0.94 * 4000, samples + " samples held it " + held + " times of 4000");
    }
  }

  private static Series series(double... rates) {
    Series series = new Series();
    for (double rate : rates) {
      series.add(rate, 1);
    }
    return series;
  }

  private static Ceiling ceiling(Series series) {
    return series.ceiling(CeilingKind.MEMORY_READ, Conditions.threads(1));
  }
}
