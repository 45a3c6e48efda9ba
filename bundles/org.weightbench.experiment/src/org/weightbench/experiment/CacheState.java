package org.weightbench.experiment;

import java.util.Locale;

/** What the page cache holds of the model just before a sample starts. */
public enum CacheState {
  /** Nothing: residency was measured at 0.1 % or less. */
  COLD,
  /** Everything: residency was measured at 99.9 % or more. */
  WARM,
  /**
   * Nothing, as when cold; and the load may use only so much memory, page cache included, as {@link
   * Axes#MEMORY} says.
   */
  PRESSURE,
  /** Whatever it happens to hold; residency is recorded and nothing is demanded. */
  ASIS;

  /** Highest share of resident pages that still counts as cold. */
  public static final double COLD_AT_MOST = 0.001;

  /** Lowest share of resident pages that already counts as warm. */
  public static final double WARM_AT_LEAST = 0.999;

  /** Tells whether a measured share of resident pages, 0 to 1, proves this state. */
  public boolean isProvenBy(double residentShare) {
    return switch (this) {
      case COLD, PRESSURE -> residentShare <= COLD_AT_MOST;
      case WARM -> residentShare >= WARM_AT_LEAST;
      case ASIS -> true;
    };
  }

  /** Tells whether the load finds nothing of the model in the page cache. */
  public boolean startsCold() {
    return this == COLD || this == PRESSURE;
  }

  /** Returns the word used for this state in definitions and tables: the name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
