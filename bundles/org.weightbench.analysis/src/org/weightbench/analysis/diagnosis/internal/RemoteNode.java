package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.NUMA_NODES;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** Memory of another NUMA node halves the speed. */
public final class RemoteNode extends KnownCause {
  private static final double MUCH = 1.3;

  /** Creates the rule. */
  public RemoteNode() {
    super(
        "remote-node",
        "Memory lies on another NUMA node",
        "ggml-org/llama.cpp/issues/18166",
        LOAD_SECONDS,
        NUMA_NODES);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.get(NUMA_NODES) < 2) {
      return Optional.empty();
    }
    return subject
        .beside(List.of("placement"))
        .filter(other -> other.knows(LOAD_SECONDS))
        .max(Comparator.comparingDouble(other -> other.get(LOAD_SECONDS)))
        .filter(other -> other.get(LOAD_SECONDS) > MUCH * subject.get(LOAD_SECONDS))
        .map(
            slow ->
                Finding.of(
                        this,
                        subject,
                        Severity.ADVICE,
                        "Where the memory lies decides: placement "
                            + subject.setting("placement")
                            + " loads in "
                            + Quantities.duration(subject.get(LOAD_SECONDS) * 1e9)
                            + ", placement "
                            + slow.setting("placement")
                            + " in "
                            + Quantities.duration(slow.get(LOAD_SECONDS) * 1e9)
                            + ".",
                        "Load with this placement; drop the page cache first when an earlier load"
                            + " put it on one node.")
                    .saving(slow.get(LOAD_SECONDS) - subject.get(LOAD_SECONDS))
                    .with(subject.evidence(NUMA_NODES, LOAD_SECONDS)));
  }
}
