package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.BUSY_PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSORS;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/**
 * Decryption is handed to a pool of kernel workers, unless the device was opened otherwise, which
 * only its administrator can see: worth knowing, and no more.
 */
public final class EncryptionQueues extends KnownCause {
  private static final double IDLE = 0.5;

  /** Creates the rule. */
  public EncryptionQueues() {
    super(
        "encryption-queues",
        "Decryption may wait in a queue",
        "cloudflare/linux/issues/1",
        LOGICAL_BYTES,
        DEVICE_BYTES,
        BUSY_PROCESSORS,
        PROCESSORS);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    if (subject.word(Word.ENCRYPTION).isEmpty()
        || !subject.fromDevice()
        || subject.get(BUSY_PROCESSORS) > subject.get(PROCESSORS) - IDLE) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.NOTE,
                "The device is encrypted and processors are idle; unless it was opened with"
                    + " no_read_workqueue, each read waits for kernel workers.",
                "Look at 'dmsetup table'; where no_read_workqueue is missing, try 'cryptsetup"
                    + " refresh --perf-no_read_workqueue NAME' and load again.")
            .with(subject.evidence(Word.ENCRYPTION))
            .with(subject.evidence(LOAD_RATE, BUSY_PROCESSORS, PROCESSORS)));
  }
}
