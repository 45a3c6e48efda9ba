package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.GROUP_CACHE;
import static org.weightbench.analysis.diagnosis.Measure.GROUP_MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** A control group seems full, but most of that is page cache. */
public final class CacheInGroup extends KnownCause {
  private static final double FULL = 0.9;
  private static final double MOSTLY = 0.5;

  /** Creates the rule. */
  public CacheInGroup() {
    super(
        "cache-in-group",
        "The group's memory is mostly page cache",
        "moby/moby/issues/10824",
        GROUP_MEMORY,
        GROUP_CACHE,
        MEMORY_LIMIT);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(GROUP_MEMORY) < FULL * subject.get(MEMORY_LIMIT)
        || subject.get(GROUP_CACHE) < MOSTLY * subject.get(GROUP_MEMORY)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.NOTE,
                "The group's memory seems used up, but most of it is page cache that the kernel"
                    + " gives back when it is needed.",
                "Subtract the reclaimable cache before judging what is free.")
            .with(subject.evidence(GROUP_MEMORY, GROUP_CACHE, MEMORY_LIMIT)));
  }
}
