package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class WeightErrorTest {
  @Test
  void differencesAreSquaredAndTheLargestIsKept() {
    WeightError error = between(new float[] {1, 2, -3, 4}, new float[] {1, 5, -7, 4});
    assertEquals(Math.sqrt((9 + 16) / 4.0), error.rootMeanSquare());
    assertEquals(4, error.maximumAbsolute());
    assertEquals(Math.sqrt(25.0 / 30), error.relative());
  }

  @Test
  void partsAddUpToTheWhole() {
    WeightError whole = between(new float[] {1, 2, 3, 4}, new float[] {2, 2, 1, 4});
    WeightError parts =
        between(new float[] {1, 2}, new float[] {2, 2})
            .plus(between(new float[] {3, 4}, new float[] {1, 4}));
    assertEquals(whole, parts);
    assertEquals(whole, whole.plus(WeightError.NONE));
  }

  @Test
  void valuesThatAreNotFiniteAreNoErrorWhereTheyStayed() {
    float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f};
    WeightError error =
        between(
            special, new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0});
    assertEquals(0, error.rootMeanSquare());
    assertEquals(0, error.maximumAbsolute());
    assertEquals(0, error.relative());
  }

  @Test
  void valuesThatAreNoLongerFiniteAreAnInfiniteError() {
    for (float found : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      WeightError error = between(new float[] {1, 2}, new float[] {1, found});
      assertEquals(Double.POSITIVE_INFINITY, error.maximumAbsolute());
      assertEquals(Double.POSITIVE_INFINITY, error.rootMeanSquare());
    }
  }

  @Test
  void noWeightsHaveNoError() {
    assertEquals(0, WeightError.NONE.rootMeanSquare());
    assertEquals(0, WeightError.NONE.relative());
  }

  private static WeightError between(float[] source, float[] stored) {
    return WeightError.between(source, MemorySegment.ofArray(stored), source.length);
  }
}
