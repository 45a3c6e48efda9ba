package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.BUSY_PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSOR_LIMIT;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** The control group's processor time is used up. */
public final class ProcessorLimit extends KnownCause {
  private static final double USED = 0.8;

  /** Creates the rule. */
  public ProcessorLimit() {
    super(
        "processor-limit",
        "The control group limits the processors",
        "kubernetes/kubernetes/issues/67577",
        LOAD_SECONDS,
        BUSY_PROCESSORS,
        PROCESSOR_LIMIT,
        PROCESSORS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double limit = subject.get(PROCESSOR_LIMIT);
    if (limit >= subject.get(PROCESSORS) || subject.get(BUSY_PROCESSORS) < USED * limit) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The control group allows "
                    + Measure.PROCESSOR_LIMIT.text(limit)
                    + " of "
                    + Math.round(subject.get(PROCESSORS))
                    + " processors, and the load uses all of that.",
                "Raise the quota (cpu.max, cpu.cfs_quota_us, --cpus), or keep the weights"
                    + " quantized, which needs less of it.")
            .saving(subject.get(LOAD_SECONDS) * (1 - limit / subject.get(PROCESSORS)))
            .with(
                subject.evidence(
                    PROCESSOR_LIMIT, BUSY_PROCESSORS, PROCESSORS, DEQUANTIZE_SECONDS, LOAD_SECONDS))
            .with(subject.evidence(Word.BOUND_BY)));
  }
}
