package org.weightbench.analysis.diagnosis.internal;

import java.util.Optional;
import java.util.regex.Pattern;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** The limit of locked memory refuses what the load asked for. */
public final class LockedMemory extends KnownCause {
  private static final Pattern REFUSED =
      Pattern.compile("(?i).*(RLIMIT_MEMLOCK|mlock|memlock).*", Pattern.DOTALL);

  /** Creates the rule. */
  public LockedMemory() {
    super("locked-memory", "Memory cannot be locked", "ggml-org/llama.cpp/issues/26414");
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    String problem = subject.word(Word.PROBLEM);
    if (!REFUSED.matcher(problem).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The system refuses to lock the memory that the load asked for.",
                "Raise the limit: 'ulimit -l unlimited', LimitMEMLOCK=infinity in a systemd unit,"
                    + " --ulimit memlock=-1 for a container.")
            .with(subject.evidence(Word.PROBLEM)));
  }
}
