package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.DELIVERED_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.MINOR_FAULTS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** A large destination is filled page by page because huge pages are off. */
public final class SmallPages extends KnownCause {
  private static final double LARGE = 256e6;
  private static final double PAGE = 4096;
  private static final double MOST = 0.8;
  private static final double SECONDS_A_FAULT = 250e-9;

  /** Creates the rule. */
  public SmallPages() {
    super(
        "small-pages",
        "Huge pages are off",
        "ggml-org/llama.cpp/issues/12444",
        LOAD_SECONDS,
        DELIVERED_BYTES,
        MINOR_FAULTS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double faulted = subject.get(MINOR_FAULTS) * PAGE;
    if (!subject.word(Word.HUGE_PAGES).equals("never")
        || subject.get(DELIVERED_BYTES) < LARGE
        || faulted < MOST * subject.get(DELIVERED_BYTES)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "The destination is made present 4 KiB at a time, since transparent huge pages are"
                    + " off.",
                "Allow them where they are asked for: 'echo madvise >"
                    + " /sys/kernel/mm/transparent_hugepage/enabled'.")
            .saving(subject.get(MINOR_FAULTS) * SECONDS_A_FAULT)
            .with(subject.evidence(Word.HUGE_PAGES))
            .with(subject.evidence(MINOR_FAULTS, DELIVERED_BYTES)));
  }
}
