package org.weightbench.load;

/** The pages of the memory that a load fills. */
public enum DestinationPages {
  /**
   * Huge pages where the system has them and keeps them, else base pages; touched during the load,
   * ahead of the reads.
   */
  AUTO("auto"),
  /** Base pages, touched during the load, ahead of the reads. */
  NORMAL("normal"),
  /** Transparent huge pages, touched during the load, ahead of the reads. */
  HUGE("huge"),
  /** Base pages that are all present before the time begins to run. */
  TOUCHED("touched"),
  /** Transparent huge pages that are all present before the time begins to run. */
  HUGE_TOUCHED("huge-touched");

  private final String label;

  DestinationPages(String label) {
    this.label = label;
  }

  /** Returns the word used in definitions and tables, for example {@code huge-touched}. */
  public String label() {
    return label;
  }

  /** Returns whether all pages are present before the time begins to run. */
  public boolean touchedBefore() {
    return this == TOUCHED || this == HUGE_TOUCHED;
  }
}
