package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_RANDOM;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.REQUEST_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.REQUEST_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.REQUEST_RATE;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** The number of requests bounds the load, not their bytes. */
public final class TinyReads extends KnownCause {
  private static final double FEW = 5000;
  private static final double USED = 0.6;
  private static final double FASTER_STORAGE = 1e9;

  /** Creates the rule. */
  public TinyReads() {
    super(
        "tiny-reads",
        "The device is bound by its number of requests",
        "vllm-project/vllm/pull/24469",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        REQUEST_RATE,
        REQUEST_BYTES,
        CEILING_RANDOM);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double limit = subject.orElse(REQUEST_LIMIT, subject.get(CEILING_RANDOM));
    if (!subject.fromDevice()
        || limit > FEW
        || subject.get(REQUEST_RATE) < USED * limit
        || subject.get(LOAD_SECONDS) < subject.secondsAt(FASTER_STORAGE)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The device answers "
                    + Math.round(limit)
                    + " requests a second whatever their size, and the load sends nearly as many,"
                    + " of "
                    + Quantities.bytes(Math.round(subject.get(REQUEST_BYTES)))
                    + " each.",
                "Make requests larger: read directly in large chunks and in the order of the file,"
                    + " raise the read-ahead; or use storage with more requests per second (an SSD,"
                    + " a volume with more provisioned IOPS).")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(FASTER_STORAGE))
            .with(
                subject.evidence(
                    REQUEST_RATE, REQUEST_BYTES, CEILING_RANDOM, REQUEST_LIMIT, LOAD_SECONDS)));
  }
}
