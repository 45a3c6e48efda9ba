package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.RESIDENT_BEFORE;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** A load that should come from storage came from the page cache. */
public final class FromPageCache extends KnownCause {
  private static final double LITTLE = 0.5;
  private static final double RESIDENT = 0.01;
  private static final double IMPOSSIBLE = 1.3;

  /** Creates the rule. */
  public FromPageCache() {
    super(
        "from-page-cache",
        "The load came from the page cache",
        "ServerlessLLM/ServerlessLLM/issues/193",
        LOGICAL_BYTES);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    boolean resident = subject.orElse(RESIDENT_BEFORE, 0) > RESIDENT;
    boolean notRead =
        subject.knows(DEVICE_BYTES)
            && subject.get(DEVICE_BYTES) < LITTLE * subject.get(LOGICAL_BYTES);
    boolean tooFast =
        subject.knows(CEILING_DIRECT)
            && subject.orElse(LOAD_RATE, 0) > IMPOSSIBLE * subject.get(CEILING_DIRECT);
    boolean fromCache = notRead && (resident || tooFast) || tooFast && resident;
    if (!subject.cold() || !fromCache) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.MISLEADING,
                "The load is called cold, but its bytes did not come from storage: the page cache,"
                    + " here or below a virtual disk, had them.",
                "Do not take this for the time of a first load. Evict the model ('weightbench"
                    + " evict'), end what keeps it mapped, and measure again.")
            .with(
                subject.evidence(
                    RESIDENT_BEFORE, DEVICE_BYTES, LOGICAL_BYTES, LOAD_RATE, CEILING_DIRECT))
            .with(subject.evidence(Word.PROBLEM)));
  }
}
