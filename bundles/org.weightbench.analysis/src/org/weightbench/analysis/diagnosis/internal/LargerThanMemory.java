package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_CACHED;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.MODEL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Axes;

/**
 * The model does not fit into the memory that it may use or that is free, so that pages are read
 * again and again.
 */
public final class LargerThanMemory extends KnownCause {
  private static final double READ_AGAIN = 0.5;

  /** Creates the rule. */
  public LargerThanMemory() {
    super(
        "larger-than-memory",
        "The model is larger than the memory",
        "ollama/ollama/issues/3054",
        MODEL_BYTES,
        MEMORY);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double memory = Math.min(subject.get(MEMORY), subject.orElse(MEMORY_LIMIT, Double.MAX_VALUE));
    boolean larger = subject.get(MODEL_BYTES) > memory;
    boolean limited = memory < subject.get(MEMORY);
    boolean readAgain =
        subject.setting(Axes.CACHE).equals("warm")
            && !subject.setting(Axes.STRATEGY).contains("direct")
            && subject.knows(DEVICE_BYTES)
            && subject.knows(LOGICAL_BYTES)
            && subject.get(DEVICE_BYTES) > READ_AGAIN * subject.get(LOGICAL_BYTES);
    if (!larger && !readAgain) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The model needs more memory than "
                    + (!larger
                        ? "is free"
                        : limited ? "the control group allows" : "the machine has")
                    + (readAgain
                        ? "; even right after it was read, its bytes come from the device again."
                        : "; whatever is used first has left the memory when it is used again."),
                (!larger
                        ? "End what else holds memory, take"
                        : limited ? "Raise the memory limit above the model's size, take" : "Take")
                    + " a smaller quantization, or load only the tensors that are needed.")
            .saving(
                subject.knows(LOAD_SECONDS) && subject.knows(CEILING_CACHED)
                    ? subject.get(LOAD_SECONDS) - subject.secondsAt(subject.get(CEILING_CACHED))
                    : 0)
            .with(subject.evidence(MODEL_BYTES, MEMORY_LIMIT, MEMORY, DEVICE_BYTES))
            .with(subject.evidence(Word.PROBLEM)));
  }
}
