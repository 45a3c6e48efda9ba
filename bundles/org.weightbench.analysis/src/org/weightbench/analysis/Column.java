package org.weightbench.analysis;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One column of a comparison, for every table, chart and export alike.
 *
 * @param id stable key in JSON and CSV
 * @param title title for people
 * @param unit unit of {@link #number}; empty for words and counts
 * @param number value of a row in that unit; empty for words, and where a row has none
 * @param text value of a row as people read it, with its unit; empty where a row has none
 */
public record Column(
    String id,
    String title,
    String unit,
    Function<ComparisonRow, OptionalDouble> number,
    Function<ComparisonRow, String> text) {

  /** Tells whether the column aligns right and sorts by number. */
  public boolean numeric() {
    return !unit.isEmpty();
  }
}
