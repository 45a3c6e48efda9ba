package org.weightbench.cli.internal;

import java.util.OptionalInt;

/** What the standard streams of this process are connected to. */
public interface Terminal {
  /** Both streams go elsewhere. */
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean showsOutput() {
          return false;
        }

        @Override
        public boolean showsErrors() {
          return false;
        }

        @Override
        public OptionalInt columns() {
          return OptionalInt.empty();
        }
      };

  /** Tells whether a person sees standard output as it is written. */
  boolean showsOutput();

  /** Tells whether a person sees standard error as it is written. */
  boolean showsErrors();

  /** Returns the width in characters, where it can be known. */
  OptionalInt columns();
}
