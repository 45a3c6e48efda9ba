package org.weightbench.load;

/** The order in which a load reads. */
public enum ReadOrder {
  /** As the tensors lie in the files, shard after shard. */
  FILE("file"),
  /**
   * As a model uses them: what belongs to no layer first, the layers by number, the output last.
   */
  LAYER("layer"),
  /** Chunks in an order that looks random and is the same every time. */
  RANDOM("random");

  private final String label;

  ReadOrder(String label) {
    this.label = label;
  }

  /** Returns the word used in definitions and tables, for example {@code layer}. */
  public String label() {
    return label;
  }
}
