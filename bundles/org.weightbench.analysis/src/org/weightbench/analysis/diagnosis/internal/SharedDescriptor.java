package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.THREADS;

import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Quantities;

/** Threads that read one open file of a FUSE file system wait for each other. */
public final class SharedDescriptor extends KnownCause {
  private static final double GAIN = 1.2;

  /** Creates the rule. */
  public SharedDescriptor() {
    super(
        "shared-descriptor",
        "Threads share one file of a FUSE file system",
        "hanwen/go-fuse/issues/64",
        LOAD_SECONDS,
        THREADS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (!subject.word(Word.FILE_SYSTEM).startsWith("fuse")) {
      return Optional.empty();
    }
    return subject
        .beside(List.of(Axes.THREADS.name()))
        .filter(other -> other.knows(LOAD_SECONDS) && other.knows(THREADS))
        .filter(other -> other.get(THREADS) >= 2 * subject.get(THREADS))
        .filter(other -> other.get(LOAD_SECONDS) * GAIN > subject.get(LOAD_SECONDS))
        .findFirst()
        .map(
            more ->
                Finding.of(
                        this,
                        subject,
                        Severity.ADVICE,
                        Math.round(more.get(THREADS))
                            + " threads take "
                            + Quantities.duration(more.get(LOAD_SECONDS) * 1e9)
                            + " where "
                            + Math.round(subject.get(THREADS))
                            + " took "
                            + Quantities.duration(subject.get(LOAD_SECONDS) * 1e9)
                            + ": the file system serves one read of a file at a time.",
                        "Open the file once for each thread, or copy the model to a local disk.")
                    .with(subject.evidence(Word.FILE_SYSTEM))
                    .with(subject.evidence(THREADS, LOAD_SECONDS)));
  }
}
