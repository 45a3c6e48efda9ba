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
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("(?i).*(out of memory|OutOfMemory|\\boom\\b).*");
  private static final Pattern KILLED =
      Pattern.compile("(?i).*(killed|SIGKILL|signal 9|exit code 137).*");
  private static final double LARGE = 0.5;

  /** Creates the rule. */
  public KilledWhileLoading() {
    super(
        "killed-while-loading",
        "The load was killed for its memory",
        "NVIDIA/TensorRT-LLM/pull/17430");
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    String problem = subject.word(Word.PROBLEM);
    boolean forMemory =
        OUT_OF_MEMORY.matcher(problem).matches()
            || (KILLED.matcher(problem).matches() && large(subject));
    if (subject.load().verified() || !forMemory) {
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

  /** Whoever is killed without a word may have been killed by anyone, unless memory was short. */
  private static boolean large(Subject subject) {
    double memory =
        Math.min(
            subject.orElse(MEMORY, Double.MAX_VALUE),
            subject.orElse(MEMORY_LIMIT, Double.MAX_VALUE));
    return subject.orElse(MODEL_BYTES, 0) > LARGE * memory;
  }
}
