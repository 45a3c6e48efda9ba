package org.weightbench.analysis.diagnosis;

import java.util.Map;
import org.weightbench.experiment.Cell;

/**
 * What is known of the loads under some settings.
 *
 * @param cell the settings
 * @param verified whether the numbers come from samples that count; otherwise from those that do
 *     not, or there are none
 * @param numbers medians, as far as they were measured
 * @param words words, as far as they are known
 */
public record LoadFacts(
    Cell cell, boolean verified, Map<Measure, Double> numbers, Map<Word, String> words) {

  /** Copies the maps. */
  public LoadFacts {
    numbers = Map.copyOf(numbers);
    words = Map.copyOf(words);
  }
}
