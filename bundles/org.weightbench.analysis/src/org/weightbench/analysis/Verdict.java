package org.weightbench.analysis;

/** What a comparison with the baseline shows, at {@link Comparison#SIGNIFICANCE}. */
public enum Verdict {
  /** The row is the baseline. */
  BASELINE("baseline"),
  /** The load takes less time, and chance does not explain it. */
  FASTER("faster"),
  /** The load takes more time, and chance does not explain it. */
  SLOWER("slower"),
  /** The samples do not show a difference; there may still be one. */
  NO_DIFFERENCE_SHOWN("no difference shown"),
  /**
   * Even samples that do not overlap could not show a difference among so many comparisons; the
   * interval of the change is all there is.
   */
  TOO_FEW_SAMPLES("too few samples"),
  /**
   * There is nothing to compare: one side has no verified sample, or no row has these conditions.
   */
  NOT_COMPARED("not compared");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Returns the verdict as tables show it. */
  public String words() {
    return words;
  }
}
