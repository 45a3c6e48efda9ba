package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.DELIVERED_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.PEAK_MEMORY;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Axes;

/** The weights are in memory twice: as page cache or mapping, and as copy. */
public final class DoubleMemory extends KnownCause {
  private static final double RUNTIME = 400e6;
  private static final double TWICE = 1.7;
  private static final double TIGHT = 0.8;

  /** Creates the rule. */
  public DoubleMemory() {
    super(
        "memory-twice",
        "The weights are in memory twice",
        "kvcache-ai/ktransformers/issues/1997",
        PEAK_MEMORY,
        DELIVERED_BYTES,
        LOGICAL_BYTES,
        MEMORY);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double peak = subject.get(PEAK_MEMORY) - RUNTIME;
    double memory = Math.min(subject.get(MEMORY), subject.orElse(MEMORY_LIMIT, Double.MAX_VALUE));
    if (subject.setting(Axes.DELIVER).equals("mapped")
        || peak < TWICE * subject.get(DELIVERED_BYTES)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                peak > TIGHT * memory ? Severity.WARNING : Severity.NOTE,
                "At its peak the process holds the stored weights and their copy at once.",
                "Release the mapping piece by piece as it is copied, or read directly (strategy"
                    + " direct), which leaves nothing else in memory.")
            .with(subject.evidence(PEAK_MEMORY, DELIVERED_BYTES, MEMORY_LIMIT, MEMORY)));
  }
}
