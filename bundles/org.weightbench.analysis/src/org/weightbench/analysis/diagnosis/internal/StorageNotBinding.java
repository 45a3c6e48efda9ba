package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;

import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Quantities;

/** A cold load takes no longer than a warm one: storage does not bind. */
public final class StorageNotBinding extends KnownCause {
  private static final double SAME = 1.1;

  /** Creates the rule. */
  public StorageNotBinding() {
    super(
        "storage-not-binding",
        "Faster storage would change nothing",
        "anthony-chaudhary/fak/issues/1130",
        LOAD_SECONDS,
        DEVICE_BYTES,
        LOGICAL_BYTES);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (!subject.cold() || !subject.fromDevice()) {
      return Optional.empty();
    }
    return subject
        .beside(List.of(Axes.CACHE.name()))
        .filter(other -> other.setting(Axes.CACHE).equals("warm") && other.knows(LOAD_SECONDS))
        .filter(warm -> warm.knows(DEVICE_BYTES) && !warm.fromDevice())
        .filter(warm -> alike(subject.get(LOAD_SECONDS), warm.get(LOAD_SECONDS)))
        .findFirst()
        .map(
            warm ->
                Finding.of(
                        this,
                        subject,
                        Severity.NOTE,
                        "From storage the load takes "
                            + Quantities.duration(subject.get(LOAD_SECONDS) * 1e9)
                            + ", from the page cache "
                            + Quantities.duration(warm.get(LOAD_SECONDS) * 1e9)
                            + ": what bounds it is the work after reading.",
                        "Look at the other findings; faster storage or other ways of reading do not"
                            + " help here.")
                    .with(subject.evidence(LOAD_SECONDS, DEVICE_BYTES))
                    .with(subject.evidence(Word.BOUND_BY)));
  }

  /** A cold load that is much faster than a warm one only says that something disturbed both. */
  private static boolean alike(double cold, double warm) {
    return cold < SAME * warm && warm < SAME * cold;
  }
}
