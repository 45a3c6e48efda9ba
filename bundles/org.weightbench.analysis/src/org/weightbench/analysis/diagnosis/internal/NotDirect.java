package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.RESIDENT_AFTER;
import static org.weightbench.analysis.diagnosis.Measure.RESIDENT_BEFORE;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Axes;

/** Reads that were asked for as direct went through the page cache. */
public final class NotDirect extends KnownCause {
  private static final double CACHED = 0.5;

  /** Creates the rule. */
  public NotDirect() {
    super(
        "not-direct",
        "Direct reads went through the page cache",
        "ggml-org/llama.cpp/issues/18766",
        RESIDENT_BEFORE,
        RESIDENT_AFTER);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (!subject.setting(Axes.STRATEGY).contains("direct")
        || subject.get(RESIDENT_AFTER) - subject.get(RESIDENT_BEFORE) < CACHED) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.MISLEADING,
                "The file system accepted O_DIRECT and still read through the page cache.",
                "Judge these loads as buffered ones. Where direct reads are wanted, use a file"
                    + " system that has them (ext4, XFS) without compression or encryption.")
            .with(subject.evidence(RESIDENT_BEFORE, RESIDENT_AFTER))
            .with(subject.evidence(Word.RAN))
            .with(subject.evidence(Word.FILE_SYSTEM)));
  }
}
