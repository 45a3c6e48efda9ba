package org.weightbench.analysis.roofline;

/** What can bound a load. */
public enum Resource {
  /** The device that the model lies on. */
  DEVICE("storage device"),
  /** Copying out of the page cache by the kernel. */
  PAGE_CACHE("page cache"),
  /** Making pages of a mapping present. */
  PAGE_FAULTS("page faults"),
  /** Making the memory present that is filled. */
  FRESH_MEMORY("fresh memory"),
  /** Writing what is delivered. */
  MEMORY("memory"),
  /** Turning stored weights into floats. */
  DEQUANTIZING("dequantizing"),
  /** All processors together. */
  PROCESSORS("processors");

  private final String label;

  Resource(String label) {
    this.label = label;
  }

  /** Returns the name for people, lower case. */
  public String label() {
    return label;
  }
}
