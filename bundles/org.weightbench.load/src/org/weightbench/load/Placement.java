package org.weightbench.load;

/** On which NUMA nodes the memory that a load fills is placed. */
public enum Placement {
  /** As the policy says that the process was started with. */
  SYSTEM("system"),
  /** On the node of the thread that touches a page first. */
  LOCAL("local"),
  /** Page by page on all nodes in turn. */
  INTERLEAVE("interleave");

  private final String label;

  Placement(String label) {
    this.label = label;
  }

  /** Returns the word used in definitions and tables, for example {@code interleave}. */
  public String label() {
    return label;
  }
}
