package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** The storage itself is slow, and the load uses most of it. */
public final class SlowStorage extends KnownCause {
  private static final double SLOW = 250e6;
  private static final double USED = 0.7;
  private static final double FASTER_STORAGE = 500e6;

  /** Creates the rule. */
  public SlowStorage() {
    super(
        "slow-storage",
        "The storage is slow",
        "kvcache-ai/ktransformers/issues/471",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        DEVICE_RATE,
        CEILING_DIRECT);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(CEILING_DIRECT) > SLOW
        || subject.get(DEVICE_RATE) < USED * subject.get(CEILING_DIRECT)
        || !subject.fromDevice()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The device gives "
                    + Quantities.rate(subject.get(CEILING_DIRECT))
                    + " at best, and the load already uses most of that: no setting makes it much"
                    + " faster.",
                "Keep the model on faster storage (a SATA SSD reads 500 MB/s, NVMe several GB/s),"
                    + " or read the whole file once, in order, before it is needed: 'weightbench"
                    + " warm'. A smaller quantization shortens the load in proportion.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(FASTER_STORAGE))
            .with(
                subject.evidence(
                    DEVICE_RATE, CEILING_DIRECT, DEVICE_BYTES, LOAD_SECONDS, LOGICAL_BYTES)));
  }
}
