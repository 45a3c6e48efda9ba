package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_MEMORY_WRITE;
import static org.weightbench.analysis.diagnosis.Measure.DELIVERED_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Quantities;

/** Floats leave as fast as memory takes them. */
public final class MemoryBound extends KnownCause {
  private static final double USED = 0.6;

  /** Creates the rule. */
  public MemoryBound() {
    super(
        "memory-bound",
        "Memory bandwidth bounds the load",
        "anthony-chaudhary/fak/issues/975",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DELIVERED_BYTES,
        CEILING_MEMORY_WRITE);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double written = subject.get(DELIVERED_BYTES) / subject.get(LOAD_SECONDS);
    if (!subject.floats() || written < USED * subject.get(CEILING_MEMORY_WRITE)) {
      return Optional.empty();
    }
    boolean halved = subject.setting(Axes.DELIVER).equals("f32");
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "Floats are written at "
                    + Quantities.rate(written)
                    + ", near what memory takes; more threads do not help.",
                (halved ? "Deliver BF16, which halves what is written, or keep" : "Keep")
                    + " the weights quantized and dequantize where they are used.")
            .saving(
                subject.get(LOAD_SECONDS)
                    * (halved
                        ? 0.5
                        : 1 - subject.get(LOGICAL_BYTES) / subject.get(DELIVERED_BYTES)))
            .with(
                subject.evidence(
                    DELIVERED_BYTES, LOAD_SECONDS, CEILING_MEMORY_WRITE, Measure.BUSY_PROCESSORS)));
  }
}
