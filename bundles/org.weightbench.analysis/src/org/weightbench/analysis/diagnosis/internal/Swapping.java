package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.SWAPPED_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** The load pushes other memory into swap. */
public final class Swapping extends KnownCause {
  private static final double MUCH = 0.01;

  /** Creates the rule. */
  public Swapping() {
    super(
        "swapping",
        "The load makes the system swap",
        "ggml-org/llama.cpp/issues/26110",
        SWAPPED_BYTES,
        LOGICAL_BYTES);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(SWAPPED_BYTES) < MUCH * subject.get(LOGICAL_BYTES)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "While the model was loaded the system wrote memory to swap, and will have to read"
                    + " it back.",
                "Map the weights instead of copying them, take a smaller model, or turn swap off:"
                    + " 'swapoff -a'.")
            .with(subject.evidence(SWAPPED_BYTES, LOGICAL_BYTES, MEMORY, MEMORY_LIMIT)));
  }
}
