package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.CEILING_COLD;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT_SINGLE;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.experiment.Quantities;

/** A volume whose provider sets its rate: every large read gives the same. */
public final class SteadyVolume extends KnownCause {
  private static final double SLOW = 250e6;
  private static final double QUICK = 1e9;
  private static final double SAME = 1.03;

  /** Creates the rule. */
  public SteadyVolume() {
    super(
        "provisioned-volume",
        "The volume has a fixed read rate",
        "safetensors/safetensors/issues/562",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        DEVICE_RATE,
        CEILING_DIRECT,
        CEILING_DIRECT_SINGLE,
        CEILING_COLD);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    double direct = subject.get(CEILING_DIRECT);
    double low = Math.min(subject.get(CEILING_DIRECT_SINGLE), subject.get(CEILING_COLD));
    double high = Math.max(direct, subject.get(CEILING_COLD));
    if (direct <= SLOW || direct > QUICK || high > SAME * low || !subject.fromDevice()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "Direct and buffered reads, with one request under way and with many, all give "
                    + Quantities.rate(direct)
                    + ": the volume is held at that rate, as cloud volumes are.",
                "Raise the volume's provisioned throughput, or copy the model to a local disk.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(QUICK))
            .with(
                subject.evidence(
                    CEILING_DIRECT, CEILING_DIRECT_SINGLE, CEILING_COLD, DEVICE_RATE)));
  }
}
