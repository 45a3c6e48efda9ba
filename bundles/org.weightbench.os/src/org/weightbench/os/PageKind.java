package org.weightbench.os;

/** The pages that anonymous memory is asked to consist of. */
public enum PageKind {
  /** The machine's base pages only, whatever its setting for transparent huge pages. */
  NORMAL,
  /** Transparent huge pages, with the memory aligned to their size. */
  HUGE
}
