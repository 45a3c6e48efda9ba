package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.DELIVERED_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.NUMA_NODES;
import static org.weightbench.analysis.diagnosis.Measure.PEAK_MEMORY;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;

/** Every NUMA node holds a copy of the weights. */
public final class NodeCopies extends KnownCause {
  private static final double NEAR = 0.9;

  /** Creates the rule. */
  public NodeCopies() {
    super(
        "node-copies",
        "Each NUMA node holds a copy",
        "kvcache-ai/ktransformers/issues/1147",
        PEAK_MEMORY,
        DELIVERED_BYTES,
        NUMA_NODES);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double nodes = subject.get(NUMA_NODES);
    if (nodes < 2 || subject.get(PEAK_MEMORY) < NEAR * nodes * subject.get(DELIVERED_BYTES)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "The process holds the weights once for each of "
                    + Math.round(nodes)
                    + " NUMA nodes.",
                "Keep one copy and interleave it over the nodes, unless the copies are wanted for"
                    + " speed and memory suffices.")
            .with(subject.evidence(PEAK_MEMORY, DELIVERED_BYTES, NUMA_NODES, MEMORY)));
  }
}
