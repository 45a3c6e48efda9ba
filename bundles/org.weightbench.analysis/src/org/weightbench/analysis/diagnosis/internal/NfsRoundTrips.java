package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.NFS_CONNECTIONS;
import static org.weightbench.analysis.diagnosis.Measure.NFS_REQUEST_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.READ_LATENCY;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** One NFS connection carries one request at a time: the rate is rsize over the round trip. */
public final class NfsRoundTrips extends KnownCause {
  private static final double NEAR = 1.4;
  private static final int CONNECTIONS = 8;

  /** Creates the rule. */
  public NfsRoundTrips() {
    super(
        "nfs-round-trips",
        "NFS waits for each round trip",
        "RobTand/prismaquant/pull/502",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        LOAD_RATE,
        NFS_REQUEST_BYTES,
        READ_LATENCY);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double roundTripRate = subject.get(NFS_REQUEST_BYTES) / subject.get(READ_LATENCY);
    if (subject.orElse(NFS_CONNECTIONS, 1) > 1
        || subject.get(LOAD_RATE) > NEAR * roundTripRate
        || subject.get(LOAD_RATE) < roundTripRate / NEAR) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The load reads as fast as one request of "
                    + Quantities.bytes(Math.round(subject.get(NFS_REQUEST_BYTES)))
                    + " a round trip allows: "
                    + Quantities.rate(roundTripRate)
                    + ".",
                "Mount with nconnect="
                    + CONNECTIONS
                    + " or more (a fresh mount, not a remount), rsize=1048576, and read with more"
                    + " threads.")
            .saving(subject.get(LOAD_SECONDS) * (1 - 1.0 / CONNECTIONS))
            .with(subject.evidence(NFS_REQUEST_BYTES, NFS_CONNECTIONS, READ_LATENCY, LOAD_RATE)));
  }
}
