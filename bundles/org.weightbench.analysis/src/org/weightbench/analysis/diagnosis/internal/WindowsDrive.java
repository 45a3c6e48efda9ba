package org.weightbench.analysis.diagnosis.internal;

import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;

import java.util.Optional;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;

/** Files of Windows reach WSL through 9p. */
public final class WindowsDrive extends KnownCause {
  private static final double QUICK = 1e9;
  private static final String DRIVE = "drvfs";

  /** Creates the rule. */
  public WindowsDrive() {
    super(
        "windows-drive",
        "The model lies on a Windows drive",
        "microsoft/WSL/issues/4197",
        LOAD_SECONDS,
        LOGICAL_BYTES,
        LOAD_RATE);
  }

  @Override
  public Optional<Finding> judge(Subject subject) {
    String fileSystem = subject.word(Word.FILE_SYSTEM);
    boolean windows =
        fileSystem.equals(DRIVE)
            || (fileSystem.equals("9p") && subject.word(Word.MOUNT_OPTIONS).contains(DRIVE));
    if (!windows || subject.get(LOAD_RATE) > QUICK) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                this,
                subject,
                Severity.WARNING,
                "Every read of the model leaves the virtual machine through 9p.",
                "Copy the model into the Linux file system (ext4), for example below the home"
                    + " folder.")
            .saving(subject.get(LOAD_SECONDS) - subject.secondsAt(QUICK))
            .with(subject.evidence(Word.FILE_SYSTEM))
            .with(subject.evidence(Word.MOUNT_OPTIONS))
            .with(subject.evidence(LOAD_RATE, LOAD_SECONDS)));
  }
}
