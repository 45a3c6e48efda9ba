package org.weightbench.load;

/** What 'loaded' means: the form in which tensors are handed over. */
public enum Deliver {
  /** The pages of a mapping of the file are present; tensors lie in the page cache. */
  MAPPED("mapped"),
  /** The stored bytes lie in anonymous memory of this process. */
  COPIED("copied"),
  /** The weights lie in anonymous memory as little-endian F32. */
  F32("f32");

  private final String label;

  Deliver(String label) {
    this.label = label;
  }

  /** Returns the word used for this form in definitions and tables, for example {@code copied}. */
  public String label() {
    return label;
  }
}
