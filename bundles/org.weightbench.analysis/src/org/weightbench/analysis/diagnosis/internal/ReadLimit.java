package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.READ_LIMIT;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** The control group limits how fast the device may be read. */
public final class ReadLimit extends KnownCause {
  private static final double USED = 0.8;
  private static final double FASTER_STORAGE = 1e9;

  /** Creates the rule. */
  public ReadLimit() {
    super(
        "read-limit",
        "The control group limits reading",
        "safetensors/safetensors/issues/562",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_RATE,
        READ_LIMIT);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(DEVICE_RATE) < USED * subject.get(READ_LIMIT)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The control group of this process may read "
                    + Quantities.rate(subject.get(READ_LIMIT))
                    + " from the device, and the load reaches that limit.",
                "Raise or remove the limit (io.max, blkio.throttle.read_bps_device), or copy the"
                    + " model to a device without one.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(FASTER_STORAGE))
            .with(subject.evidence(READ_LIMIT, DEVICE_RATE, CEILING_DIRECT, LOAD_SECONDS)));
  }
}
