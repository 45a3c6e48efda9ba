package org.weightbench.hardware.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The kernel's lists of processors: '0-15,32-47'. */
final class Ranges {

  private Ranges() {}

  /**
   * All numbers of the list; none for an empty list.
   *
   * @throws NumberFormatException when it is no such list
   */
  static List<Integer> numbers(String ranges) {
    List<Integer> numbers = new ArrayList<>();
    if (!ranges.isEmpty()) {
      for (String range : ranges.split(",")) {
        int dash = range.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
        IntStream.rangeClosed(first, last).forEach(numbers::add);
      }
    }
    return numbers;
  }
}
