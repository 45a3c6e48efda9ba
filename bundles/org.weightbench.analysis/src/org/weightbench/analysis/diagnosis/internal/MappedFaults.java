package org.weightbench.analysis.diagnosis.internal;

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

/** A mapping is read by page faults that stay far below what the device can do. */
public final class MappedFaults extends KnownCause {
  private static final double FAR = 0.6;
  private static final double SINGLE_PAGES = 16 * 1024;
  private static final double LARGE = 1 << 20;

  /** Creates the rule. */
  public MappedFaults() {
    super(
        "page-faults",
        "Page faults hold the load back",
        "ggml-org/llama.cpp/issues/9244",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        LOAD_RATE,
        MAJOR_FAULTS,
        CEILING_DIRECT);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double bytesPerFault = subject.get(DEVICE_BYTES) / Math.max(1, subject.get(MAJOR_FAULTS));
    if (!subject.fromDevice()
        || subject.get(LOAD_RATE) > FAR * subject.get(CEILING_DIRECT)
        || bytesPerFault <= SINGLE_PAGES
        || bytesPerFault > LARGE) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "Each of many page faults waits for "
                    + Quantities.bytes(Math.round(bytesPerFault))
                    + " from storage, which reaches only a part of what direct reads reach.",
                "Read ahead of the faults (strategy mmap-prefetch or mmap-populate), use more"
                    + " threads, raise the read-ahead, or read directly (strategy direct).")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(subject.get(CEILING_DIRECT)))
            .with(
                subject.evidence(
                    MAJOR_FAULTS, DEVICE_BYTES, LOAD_RATE, CEILING_DIRECT, READ_AHEAD)));
  }
}
