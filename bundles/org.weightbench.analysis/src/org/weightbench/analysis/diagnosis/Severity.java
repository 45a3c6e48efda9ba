package org.weightbench.analysis.diagnosis;

import java.util.Locale;

/** How much a finding matters, the gravest first. */
public enum Severity {
  /** What was measured is not what it seems to be; other findings may be wrong because of it. */
  MISLEADING,
  /** The load is much slower, or needs much more, than it has to. */
  WARNING,
  /** Something could be better. */
  ADVICE,
  /** Worth knowing; nothing has to be done. */
  NOTE;

  /** Returns the word that tables show. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
