package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT_SINGLE;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.THREADS;

import java.util.Optional;
import java.util.Set;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Quantities;

/** One thread with one request under way leaves a deep device idle. */
public final class OneReader extends KnownCause {
  private static final Set<String> READING = Set.of("read", "");
  private static final double FAR = 0.6;

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
        CEILING_DIRECT);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(THREADS) > 1
        || subject.orElse(Measure.QUEUE_DEPTH, 1) > 1
        || subject.mapped()
        || subject.floats()
        || !subject.fromDevice()
        || !READING.contains(subject.word(Word.BOUND_BY))
        || subject.get(LOAD_RATE) > FAR * subject.get(CEILING_DIRECT)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "One thread waits for each request before it sends the next, which gives "
                    + Quantities.rate(subject.get(LOAD_RATE))
                    + "; with many and large requests under way the device gives "
                    + Quantities.rate(subject.get(CEILING_DIRECT))
                    + ".",
                "Read with more threads, a greater queue depth or larger chunks.")
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
