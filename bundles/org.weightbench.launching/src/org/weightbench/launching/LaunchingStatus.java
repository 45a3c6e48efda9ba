package org.weightbench.launching;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

/** Everything that can go wrong before the runner runs, each with a number and a sentence. */
public enum LaunchingStatus {
  /** No model is named. */
  NO_MODEL(5001),
  /** No experiment file is named. */
  NO_EXPERIMENT(5002),
  /** A file that is named does not exist. */
  MISSING_FILE(5003),
  /** A location cannot be read, for example because of an unknown variable. */
  BAD_LOCATION(5004),
  /** Sweep, repetitions, seed or experiment file have a mistake. */
  BAD_SETTINGS(5005),
  /** There is no Java that can run experiments. */
  NO_JAVA(5006),
  /** The runner is not installed. */
  NO_RUNNER(5007),
  /** The experiment file cannot be written. */
  CANNOT_WRITE(5008),
  /** The folder to resume is not named or is no result folder. */
  NO_RESULT(5009),
  /** The experiment failed. */
  EXPERIMENT_FAILED(5010),
  /** Ceilings cannot be measured. */
  NO_CEILINGS(5011),
  /** The runner cannot be started. */
  CANNOT_START(5012),
  /** What is kept of a runner that was left running cannot be read or written. */
  BAD_RECORD(5013);

  /** Plug-in id of all these. */
  public static final String PLUGIN = "org.weightbench.launching";

  private final int code;

  LaunchingStatus(int code) {
    this.code = code;
  }

  /** Returns the number in {@link IStatus#getCode()}. */
  public int code() {
    return code;
  }

  static CoreException noModel() {
    return NO_MODEL.exception(Messages.status_noModel, null);
  }

  static CoreException noExperiment() {
    return NO_EXPERIMENT.exception(Messages.status_noExperiment, null);
  }

  static CoreException noResult(String sentence) {
    return NO_RESULT.exception(sentence, null);
  }

  static CoreException missingFile(Path file) {
    return MISSING_FILE.exception(NLS.bind(Messages.status_missingFile, file), null);
  }

  static CoreException badLocation(String location, Exception cause) {
    return BAD_LOCATION.exception(
        NLS.bind(Messages.status_badLocation, location, cause.getMessage()), cause);
  }

  static CoreException badSettings(String sentence) {
    return BAD_SETTINGS.exception(sentence, null);
  }

  static CoreException noCeilings(String reason, Exception cause) {
    return NO_CEILINGS.exception(NLS.bind(Messages.status_noCeilings, reason), cause);
  }

  static CoreException badJava(Path home, int feature, String module) {
    return NO_JAVA.exception(
        NLS.bind(Messages.status_badJava, new Object[] {home, String.valueOf(feature), module}),
        null);
  }

  static CoreException noJava(int feature, String module, List<Path> candidates) {
    String looked = candidates.stream().map(Path::toString).collect(Collectors.joining(", "));
    return NO_JAVA.exception(
        NLS.bind(Messages.status_noJava, new Object[] {String.valueOf(feature), module, looked}),
        null);
  }

  static CoreException noRunner(String bundle) {
    return NO_RUNNER.exception(NLS.bind(Messages.status_noRunner, bundle), null);
  }

  static CoreException unresolvedRunner(String bundle) {
    return NO_RUNNER.exception(NLS.bind(Messages.status_unresolvedRunner, bundle), null);
  }

  static CoreException cannotWrite(Path file, Exception cause) {
    return CANNOT_WRITE.exception(
        NLS.bind(Messages.status_cannotWrite, file, cause.getMessage()), cause);
  }

  static CoreException cannotStart(Exception cause) {
    return CANNOT_START.exception(NLS.bind(Messages.status_cannotStart, cause.getMessage()), cause);
  }

  static IStatus badRecord(Exception cause) {
    return BAD_RECORD
        .exception(NLS.bind(Messages.status_badRecord, cause.getMessage()), cause)
        .getStatus();
  }

  static IStatus experimentFailed(String message) {
    return new Status(IStatus.ERROR, PLUGIN, EXPERIMENT_FAILED.code, message, null);
  }

  private CoreException exception(String message, @Nullable Exception cause) {
    return new CoreException(new Status(IStatus.ERROR, PLUGIN, code, message, cause));
  }
}
