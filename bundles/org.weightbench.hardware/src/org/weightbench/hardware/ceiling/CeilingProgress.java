package org.weightbench.hardware.ceiling;

/** Hears how far a measurement of ceilings is, and can end it. Called by the measuring thread. */
public interface CeilingProgress {
  /** Hears nothing, never ends. */
  CeilingProgress NONE =
      new CeilingProgress() {
        @Override
        public void at(double share, String what) {}

        @Override
        public void measured(Ceiling ceiling) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /**
   * Hears what is being measured now.
   *
   * @param share of the whole that is done, 0 to 1
   * @param what such as 'Random read, direct'
   */
  void at(double share, String what);

  /** Hears a ceiling as soon as it is known. */
  void measured(Ceiling ceiling);

  /** Returns whether to end now; what was measured so far is then the result. */
  boolean cancelled();
}
