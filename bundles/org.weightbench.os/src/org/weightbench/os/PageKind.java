package org.weightbench.os;

/** The pages that anonymous memory is asked to consist of. */
public enum PageKind {
  /** The machine's base pages only, whatever its setting for transparent huge pages. */
  NORMAL,
  /** Transparent huge pages, with the memory aligned to their size. */
  HUGE;

  /** Smallest size for which huge pages pay. */
  private static final long HUGE_FROM_BYTES = 2L << 20;

  /**
   * The pages that serve so much memory best: huge ones where the system has them. Base pages that
   * do not lie side by side split the requests of direct reads, and looking their addresses up
   * costs dense work as much as a third.
   */
  public static PageKind forBytes(long bytes) {
    return bytes >= HUGE_FROM_BYTES && NativeMemory.capability(HUGE).available() ? HUGE : NORMAL;
  }
}
