package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.MODEL_BYTES;

import java.util.Optional;
import java.util.regex.Pattern;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** The kernel killed the load because the group's memory was used up. */
public final class KilledWhileLoading extends KnownCause {
  private static final Pattern KILLED =
      Pattern.compile("(?i).*(killed|SIGKILL|signal 9|exit code 137|out of memory|OutOfMemory).*");

  /** Creates the rule. */
  public KilledWhileLoading() {
    super(
        "killed-while-loading",
        "The load was killed for its memory",
        "NVIDIA/TensorRT-LLM/pull/17430");
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.load().verified() || !KILLED.matcher(subject.word(Word.PROBLEM)).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The load needs more memory at once than it may have, and was ended for it.",
                "Load through bounded windows (a mapping populated 64 MiB at a time, fewer threads,"
                    + " smaller chunks), deliver mapped, or raise the limit.")
            .with(subject.evidence(Word.PROBLEM))
            .with(subject.evidence(MODEL_BYTES, MEMORY_LIMIT, MEMORY)));
  }
}
