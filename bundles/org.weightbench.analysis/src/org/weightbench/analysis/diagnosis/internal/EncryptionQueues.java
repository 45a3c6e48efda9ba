package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.BUSY_PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSORS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** Decryption is handed to a pool of kernel workers. */
public final class EncryptionQueues extends KnownCause {
  private static final double IDLE = 0.5;
  private static final double GAIN = 1.3;

  /** Creates the rule. */
  public EncryptionQueues() {
    super(
        "encryption-queues",
        "Decryption waits in a queue",
        "cloudflare/linux/issues/1",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        DEVICE_BYTES,
        BUSY_PROCESSORS,
        PROCESSORS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    String encryption = subject.word(Word.ENCRYPTION);
    if (encryption.isEmpty()
        || encryption.contains("no_read_workqueue")
        || !subject.fromDevice()
        || subject.get(BUSY_PROCESSORS) > subject.get(PROCESSORS) - IDLE) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.ADVICE,
                "The device is encrypted, and each read is handed to kernel workers while"
                    + " processors are idle.",
                "Open the device with no_read_workqueue: 'cryptsetup refresh"
                    + " --perf-no_read_workqueue --persistent NAME'.")
            .saving(subject.get(LOAD_SECONDS) * (1 - 1 / GAIN))
            .with(subject.evidence(Word.ENCRYPTION))
            .with(subject.evidence(LOAD_RATE, BUSY_PROCESSORS, PROCESSORS)));
  }
}
