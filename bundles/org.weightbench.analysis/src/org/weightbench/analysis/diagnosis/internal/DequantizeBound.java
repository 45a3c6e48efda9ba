package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.BUSY_PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_THREADS;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSOR_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.THREADS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** Turning weights into floats takes longer than everything else. */
public final class DequantizeBound extends KnownCause {
  private static final double BOUND = 0.6;
  private static final double IDLE = 0.5;

  /** Creates the rule. */
  public DequantizeBound() {
    super(
        "dequantize-bound",
        "Dequantizing bounds the load",
        "anthony-chaudhary/fak/issues/1102",
        LOAD_SECONDS,
        DEQUANTIZE_SECONDS,
        THREADS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double share = subject.dequantizing();
    double threads = subject.orElse(DEQUANTIZE_THREADS, subject.get(THREADS));
    if (share < BOUND) {
      return Optional.empty();
    }
    double processors =
        Math.min(
            subject.orElse(PROCESSORS, threads), subject.orElse(PROCESSOR_LIMIT, Double.MAX_VALUE));
    boolean idle = subject.orElse(BUSY_PROCESSORS, processors) < processors - IDLE;
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "The threads spend "
                    + Math.round(share * 100)
                    + " % of the load's time dequantizing.",
                (idle ? "Dequantize with more threads, since processors are idle; or take" : "Take")
                    + " Q8_0, which is quick to dequantize, or keep the weights quantized.")
            .saving(
                idle
                    ? subject.get(LOAD_SECONDS) * share * Math.max(0, 1 - threads / processors)
                    : 0)
            .with(
                subject.evidence(
                    DEQUANTIZE_SECONDS,
                    THREADS,
                    DEQUANTIZE_THREADS,
                    LOAD_SECONDS,
                    BUSY_PROCESSORS,
                    PROCESSORS)));
  }
}
