package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_COLD;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MAJOR_FAULTS;
import static org.weightbench.analysis.diagnosis.Measure.READ_AHEAD;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/**
 * Every page fault or read brings in single pages: read-ahead is off or random access was advised.
 */
public final class NoReadAhead extends KnownCause {
  private static final double SINGLE_PAGES = 16 * 1024;
  private static final double FAR = 0.8;
  private static final double SEQUENTIAL_GAIN = 2;

  /** Creates the rule. */
  public NoReadAhead() {
    super(
        "no-read-ahead",
        "Read-ahead is off",
        "qdrant/qdrant/pull/6923",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        LOAD_RATE,
        MAJOR_FAULTS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double bytesPerFault = subject.get(DEVICE_BYTES) / Math.max(1, subject.get(MAJOR_FAULTS));
    double reachable =
        subject.orElse(
            CEILING_COLD, subject.orElse(CEILING_DIRECT, SEQUENTIAL_GAIN * subject.get(LOAD_RATE)));
    if (!subject.fromDevice()
        || bytesPerFault > SINGLE_PAGES
        || subject.get(LOAD_RATE) > FAR * reachable) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "Each page fault brings in "
                    + Quantities.bytes(Math.round(bytesPerFault))
                    + ": random access was advised (MADV_RANDOM, FADV_RANDOM) or the device's"
                    + " read-ahead is off.",
                "Advise sequential access before the pages are populated, and set the read-ahead:"
                    + " 'blockdev --setra 4096 DEVICE'.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(reachable))
            .with(
                subject.evidence(MAJOR_FAULTS, DEVICE_BYTES, READ_AHEAD, LOAD_RATE, CEILING_COLD)));
  }
}
