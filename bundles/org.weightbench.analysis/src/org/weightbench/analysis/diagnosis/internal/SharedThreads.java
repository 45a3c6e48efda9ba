package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.BUSY_PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_THREADS;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSOR_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.THREADS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** Reading and dequantizing share their threads, so that the device waits while they compute. */
public final class SharedThreads extends KnownCause {
  private static final double COMPUTING = 0.3;
  private static final double BOUND = 0.8;
  private static final double FAR = 0.7;
  private static final double IDLE = 0.5;

  /** Creates the rule. */
  public SharedThreads() {
    super(
        "shared-threads",
        "Readers are busy with dequantizing",
        "ggml-org/llama.cpp/issues/11873",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        LOAD_RATE,
        THREADS,
        DEQUANTIZE_SECONDS,
        CEILING_DIRECT,
        BUSY_PROCESSORS,
        PROCESSORS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double computing = subject.dequantizing();
    double processors = Math.min(subject.get(PROCESSORS), subject.orElse(PROCESSOR_LIMIT, 1e9));
    if (subject.knows(DEQUANTIZE_THREADS)
        || !subject.fromDevice()
        || computing < COMPUTING
        || computing > BOUND
        || subject.get(BUSY_PROCESSORS) > processors - IDLE
        || subject.get(LOAD_RATE) > FAR * subject.get(CEILING_DIRECT)) {
      return Optional.empty();
    }
    double overlapped =
        Math.max(
            subject.secondsAt(subject.get(CEILING_DIRECT)), computing * subject.get(LOAD_SECONDS));
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "The threads that read spend "
                    + Math.round(computing * 100)
                    + " % of the time dequantizing; the device waits meanwhile and processors are"
                    + " idle.",
                "Give dequantizing its own threads, or read with more threads than there are"
                    + " processors.")
            .saving(subject.get(LOAD_SECONDS) - overlapped)
            .with(
                subject.evidence(
                    THREADS,
                    DEQUANTIZE_SECONDS,
                    LOAD_SECONDS,
                    BUSY_PROCESSORS,
                    PROCESSORS,
                    LOAD_RATE,
                    CEILING_DIRECT)));
  }
}
