package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.FOREIGN_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** Other programs use the model's file or its device while it is loaded. */
public final class OtherReaders extends KnownCause {
  private static final double MUCH = 0.1;

  /** Creates the rule. */
  public OtherReaders() {
    super(
        "other-readers",
        "Other programs read at the same time",
        "ollama/ollama/issues/12048",
        LOAD_SECONDS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double device = subject.orElse(DEVICE_BYTES, 0);
    double foreign = subject.orElse(FOREIGN_BYTES, 0);
    boolean busy = device > 0 && foreign > MUCH * device;
    boolean open = !subject.word(Word.READERS).isEmpty();
    if (!busy && !open) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                busy ? Severity.MISLEADING : Severity.NOTE,
                busy
                    ? "The device read for other programs, too, while this was measured: the load"
                        + " shared it."
                    : "Other programs have the model's files open: what they read meanwhile is in"
                        + " the page cache, and what they map cannot be evicted.",
                "End the other programs, or wait for them, and measure again.")
            .saving(busy ? subject.get(LOAD_SECONDS) * foreign / device : 0)
            .with(subject.evidence(Word.READERS))
            .with(subject.evidence(FOREIGN_BYTES, DEVICE_BYTES)));
  }
}
