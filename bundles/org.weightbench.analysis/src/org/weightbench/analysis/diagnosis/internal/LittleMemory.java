package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.MODEL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** Memory is less than one and a half times the model. */
public final class LittleMemory extends KnownCause {
  private static final double ENOUGH = 1.5;

  /** Creates the rule. */
  public LittleMemory() {
    super(
        "little-memory",
        "Memory is short for this model",
        "ggml-org/llama.cpp/pull/29250",
        MODEL_BYTES,
        MEMORY);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double memory = Math.min(subject.get(MEMORY), subject.orElse(MEMORY_LIMIT, Double.MAX_VALUE));
    double model = subject.get(MODEL_BYTES);
    if (model > memory || memory >= ENOUGH * model) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "The model fits, but leaves little for its context and for everything else; one"
                    + " and a half times its size is a good measure.",
                "Take a smaller quantization, add memory, or keep parts of the model elsewhere.")
            .with(subject.evidence(MODEL_BYTES, MEMORY_LIMIT, MEMORY)));
  }
}
