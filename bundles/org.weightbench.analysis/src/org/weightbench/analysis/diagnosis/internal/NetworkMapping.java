package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_COLD;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MAJOR_FAULTS;

import java.util.Optional;
import java.util.regex.Pattern;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Quantities;

/** A mapping on a network file system is read by small requests that each cross the network. */
public final class NetworkMapping extends KnownCause {
  private static final Pattern NETWORK =
      Pattern.compile("nfs\\d?|lustre|cifs|smb3|ceph|beegfs|gpfs|glusterfs|fuse\\..*fs");
  private static final double FAR = 0.7;

  /** Creates the rule. */
  public NetworkMapping() {
    super(
        "network-mapping",
        "A mapping is read over the network",
        "sgl-project/sglang/issues/37806",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        LOAD_RATE,
        CEILING_COLD);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (!subject.mapped()
        || !NETWORK.matcher(subject.word(Word.FILE_SYSTEM)).matches()
        || subject.get(LOAD_RATE) > FAR * subject.get(CEILING_COLD)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "Page faults on a network file system cross the network one by one; reading the"
                    + " file in order reaches "
                    + Quantities.rate(subject.get(CEILING_COLD))
                    + ".",
                "Read the whole file in order instead of mapping it (strategy read, eager loading),"
                    + " or prefetch it in bulk.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(subject.get(CEILING_COLD)))
            .with(subject.evidence(Word.FILE_SYSTEM))
            .with(subject.evidence(LOAD_RATE, CEILING_COLD, MAJOR_FAULTS)));
  }
}
