package org.weightbench.os;

/** Hears how far a long pass over a file has come, and may end it. */
@FunctionalInterface
public interface ByteProgress {
  /** Goes on to the end. */
  ByteProgress NONE = (_, _) -> true;

  /**
   * Called on the working thread after each step.
   *
   * @return whether to go on
   */
  boolean at(long doneBytes, long totalBytes);
}
