package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.HEADER_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MODEL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.TENSORS;
import static org.weightbench.analysis.diagnosis.Measure.TENSOR_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** Parsing the header takes a large part of the load. */
public final class HeaderBound extends KnownCause {
  private static final double LARGE = 0.3;
  private static final double LEAST_SECONDS = 0.02;

  /** Creates the rule. */
  public HeaderBound() {
    super(
        "header-bound",
        "Parsing the header dominates",
        "mudler/LocalAI/pull/10213",
        LOAD_SECONDS,
        HEADER_SECONDS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double share = subject.get(HEADER_SECONDS) / wholeSeconds(subject);
    if (share < LARGE || subject.get(HEADER_SECONDS) < LEAST_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "Of the load's time "
                    + Math.round(share * 100)
                    + " % goes into reading the header: a large vocabulary or very many small"
                    + " tensors.",
                "Parse the header through a large buffer and pass over arrays that are not needed;"
                    + " keep the parsed header where the model is loaded often.")
            .saving(subject.get(HEADER_SECONDS))
            .with(subject.evidence(HEADER_SECONDS, LOAD_SECONDS, TENSORS, MODEL_BYTES)));
  }

  /** Where a part of the tensors was loaded, all of them would have taken as much longer. */
  private static double wholeSeconds(Subject subject) {
    double loaded = subject.orElse(LOGICAL_BYTES, 0);
    double parts = loaded > 0 ? Math.max(1, subject.orElse(TENSOR_BYTES, 0) / loaded) : 1;
    double header = subject.get(HEADER_SECONDS);
    return header + (subject.get(LOAD_SECONDS) - header) * parts;
  }
}
