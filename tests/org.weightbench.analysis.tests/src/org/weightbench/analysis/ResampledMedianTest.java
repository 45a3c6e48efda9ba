package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResampledMedianTest {
  /** Draws in all ways there are. */
  private static Map<Double, Double> enumerated(double[] values) {
    int count = values.length;
    int ways = (int) Math.pow(count, count);
    Map<Double, Double> shares = new TreeMap<>();
    for (int way = 0; way < ways; way++) {
      double[] drawn = new double[count];
      for (int i = 0, left = way; i < count; i++, left /= count) {
        drawn[i] = values[left % count];
      }
      Arrays.sort(drawn);
      double median = (drawn[(count - 1) / 2] + drawn[count / 2]) / 2;
      shares.merge(median, 1.0 / ways, Double::sum);
    }
    return shares;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void eachMedianIsAsProbableAsAmongAllResamples(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> (double) (1 << i));
    Map<Double, Double> found = new TreeMap<>();
    List<ResampledMedian> medians = ResampledMedian.of(values);
    medians.forEach(median -> found.merge(median.value(), median.probability(), Double::sum));

    Map<Double, Double> expected = enumerated(values);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((median, share) -> assertEquals(share, found.get(median), 1e-12));
    double passed = 0;
    for (Map.Entry<Double, Double> each : expected.entrySet()) {
      assertEquals(each.getKey(), ResampledMedian.quantile(medians, passed + each.getValue() / 2));
      passed += each.getValue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 63, 64})
  void allTogetherAreCertain(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> Math.sqrt(i));
    List<ResampledMedian> medians = ResampledMedian.of(values);
    assertEquals(1, medians.stream().mapToDouble(ResampledMedian::probability).sum(), 1e-9);
    assertTrue(medians.stream().allMatch(median -> median.probability() >= 0));
  }
}
