package org.weightbench.gguf;

/**
 * Hears how far a long piece of work is, and can ask it to stop. The work calls both methods from
 * whichever thread does it, possibly from several at once, a few times a second or more often.
 */
public interface Progress {
  /** Hears nothing, never stops. */
  Progress NONE =
      new Progress() {
        @Override
        public void at(long doneBytes, long totalBytes) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** Hears that so many bytes of the total are done. */
  void at(long doneBytes, long totalBytes);

  /** Returns whether the work shall stop as soon as it can. */
  boolean cancelled();

  /**
   * What work calls between two steps: reports, and stops when asked to.
   *
   * @throws CancelledException when {@link #cancelled()}
   */
  default void step(long doneBytes, long totalBytes) throws CancelledException {
    at(doneBytes, totalBytes);
    if (cancelled()) {
      throw new CancelledException();
    }
  }
}
