package org.weightbench.analysis.diagnosis.internal;

import java.util.Set;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Rule;

/** What all rules have. */
abstract class KnownCause implements Rule {
  private final String id;
  private final String title;
  private final String reference;
  private final Set<Measure> needs;

  /**
   * Names the cause.
   *
   * @param thread path of a public thread on GitHub: {@code owner/repository/issues/1}
   */
  KnownCause(String id, String title, String thread, Measure... needs) {
    this.id = id;
    this.title = title;
    this.reference = "https://github.com/" + thread;
    this.needs = Set.of(needs);
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final String reference() {
    return reference;
  }

  @Override
  public final Set<Measure> needs() {
    return needs;
  }
}
