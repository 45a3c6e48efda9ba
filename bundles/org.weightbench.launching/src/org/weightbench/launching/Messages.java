package org.weightbench.launching;

import org.eclipse.osgi.util.NLS;

/** The sentences of this bundle, by locale. */
final class Messages extends NLS {
  public static String settings_badValue;
  public static String settings_budget;
  public static String settings_heap;
  public static String settings_heapTwice;
  public static String settings_noCell;
  public static String settings_noChoice;
  public static String settings_noValue;
  public static String settings_precision;
  public static String settings_repetitions;
  public static String settings_seed;
  public static String settings_tooMany;
  public static String settings_twice;

  public static String status_badJava;
  public static String status_badLocation;
  public static String status_badRecord;
  public static String status_cannotStart;
  public static String status_cannotWrite;
  public static String status_ceilingsEnded;
  public static String status_missingFile;
  public static String status_noCeilings;
  public static String status_noExperiment;
  public static String status_noJava;
  public static String status_noModel;
  public static String status_noResult;
  public static String status_noRunner;
  public static String status_unresolvedRunner;

  public static String files_badName;
  public static String files_nameTaken;
  public static String files_noResult;
  public static String files_outside;
  public static String files_thereAlready;

  public static String delegate_preparing;
  public static String delegate_waiting;
  public static String job_experiment;
  public static String job_refresh;
  public static String job_sample;
  public static String job_sampleRemaining;
  public static String job_starting;
  public static String progress_endedUnseen;
  public static String progress_exit;
  public static String process_label;

  static {
    NLS.initializeMessages("org.weightbench.launching.messages", Messages.class);
  }

  private Messages() {}
}
