package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.EARLY_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LATE_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** The device becomes slower while the load goes on. */
public final class FallingRate extends KnownCause {
  private static final double FALLEN = 0.7;
  private static final double LEAST_SECONDS = 2;

  /** Creates the rule. */
  public FallingRate() {
    super(
        "falling-rate",
        "The device slows down during the load",
        "scylladb/scylladb/issues/1816",
        LOAD_SECONDS,
        EARLY_RATE,
        LATE_RATE);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double early = subject.get(EARLY_RATE);
    double late = subject.get(LATE_RATE);
    if (subject.knows(DEVICE_BYTES) && !subject.fromDevice()
        || late > FALLEN * early
        || subject.get(LOAD_SECONDS) < LEAST_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The device starts at "
                    + Quantities.rate(early)
                    + " and ends at "
                    + Quantities.rate(late)
                    + ": a cache, a burst credit or a heat limit was used up.",
                "Judge the device by its steady rate; cool it, leave it more free space, or choose"
                    + " a volume without burst credits.")
            .saving(subject.get(LOAD_SECONDS) * (1 - late / early) / 2)
            .with(subject.evidence(EARLY_RATE, LATE_RATE, LOAD_SECONDS)));
  }
}
