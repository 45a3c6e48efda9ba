package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_RANDOM;
import static org.weightbench.analysis.diagnosis.Measure.EXTENTS;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MODEL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** The file lies in many pieces on a device that has to seek. */
public final class Fragmented extends KnownCause {
  private static final double SEEKING = 1000;
  private static final double SMALL_EXTENT = 8 << 20;
  private static final double SECONDS_A_SEEK = 0.01;

  /** Creates the rule. */
  public Fragmented() {
    super(
        "fragmented",
        "The file is fragmented",
        "btrfs/btrfs-dev-docs/issues/30",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        LOAD_RATE,
        MODEL_BYTES,
        EXTENTS,
        CEILING_RANDOM);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double extent = subject.get(MODEL_BYTES) / subject.get(EXTENTS);
    if (!subject.fromDevice() || subject.get(CEILING_RANDOM) > SEEKING || extent > SMALL_EXTENT) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "The file lies in "
                    + Math.round(subject.get(EXTENTS))
                    + " pieces of "
                    + Quantities.bytes(Math.round(extent))
                    + " on average, and the device answers few requests at random places: it has"
                    + " to seek.",
                "Copy the file to a disk with much free space, or defragment it: 'e4defrag',"
                    + " 'xfs_fsr', 'btrfs filesystem defragment'.")
            .saving(Math.min(subject.get(LOAD_SECONDS) / 2, subject.get(EXTENTS) * SECONDS_A_SEEK))
            .with(subject.evidence(EXTENTS, MODEL_BYTES, CEILING_RANDOM, LOAD_RATE)));
  }
}
