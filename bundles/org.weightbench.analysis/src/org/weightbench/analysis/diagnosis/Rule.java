package org.weightbench.analysis.diagnosis;

import java.util.Optional;
import java.util.Set;

/**
 * One known cause of slow or failing loads. A rule has no state; {@link Rules} lists them. It is
 * asked only where all that it needs is known, and stays silent where that does not suffice.
 */
public interface Rule {

  /** Returns the stable key, lower case with hyphens. */
  String id();

  /** Returns the cause in a few words. */
  String title();

  /** Returns the numbers without which the rule cannot judge. */
  Set<Measure> needs();

  /** Returns the address of a public thread about this cause. */
  String reference();

  /** Judges one load; empty when the cause is not there. */
  Optional<Finding> judge(Subject subject);
}
