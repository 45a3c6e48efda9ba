package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT_SINGLE;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.THREADS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** One thread with one request under way leaves a deep device idle. */
public final class OneReader extends KnownCause {
  private static final double DEEPER = 1.3;
  private static final double FAR = 0.75;

  /** Creates the rule. */
  public OneReader() {
    super(
        "one-reader",
        "One reader cannot fill the device",
        "ggml-org/llama.cpp/issues/8796",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        LOAD_RATE,
        THREADS,
        CEILING_DIRECT,
        CEILING_DIRECT_SINGLE);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(THREADS) > 1
        || subject.orElse(Measure.QUEUE_DEPTH, 1) > 1
        || !subject.fromDevice()
        || subject.get(CEILING_DIRECT) < DEEPER * subject.get(CEILING_DIRECT_SINGLE)
        || subject.get(LOAD_RATE) > FAR * subject.get(CEILING_DIRECT)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "One thread waits for each request before it sends the next; with many requests"
                    + " under way the device gives "
                    + Quantities.rate(subject.get(CEILING_DIRECT))
                    + " instead of "
                    + Quantities.rate(subject.get(CEILING_DIRECT_SINGLE))
                    + ".",
                "Read with more threads or a greater queue depth.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(subject.get(CEILING_DIRECT)))
            .with(
                subject.evidence(
                    THREADS,
                    LOAD_RATE,
                    CEILING_DIRECT_SINGLE,
                    CEILING_DIRECT,
                    Measure.BUSY_PROCESSORS)));
  }
}
