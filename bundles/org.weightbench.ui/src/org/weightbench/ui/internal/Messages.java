package org.weightbench.ui.internal;

import java.text.MessageFormat;
import org.eclipse.osgi.util.NLS;

/** The sentences of this bundle, by locale. */
public final class Messages extends NLS {
  public static String chart_drawing;
  public static String chart_failed;

  public static String comparison_accessibleChart;
  public static String comparison_accessibleTable;
  public static String comparison_baseline;
  public static String comparison_baselineResult;
  public static String comparison_copyCsv;
  public static String comparison_copyMarkdown;
  public static String comparison_empty;
  public static String comparison_follow;
  public static String comparison_followTip;
  public static String comparison_loading;
  public static String comparison_notCounted;
  public static String comparison_refresh;
  public static String comparison_remove;
  public static String comparison_unreadable;
  public static String comparison_common;
  public static String comparison_model;

  public static String model_browseFileSystem;
  public static String model_browseWorkspace;
  public static String model_checking;
  public static String model_chooseExperiment;
  public static String model_chooseModel;
  public static String model_chooseOutput;
  public static String model_chooseResult;
  public static String model_experiment;
  public static String model_file;
  public static String model_group;
  public static String model_noExperiment;
  public static String model_noModel;
  public static String model_noResult;
  public static String model_notFound;
  public static String model_output;
  public static String model_outputGroup;
  public static String model_outputHint;
  public static String model_problems;
  public static String model_result;
  public static String model_summary;
  public static String model_summaryExperiment;
  public static String model_summaryResult;
  public static String model_tab;

  public static String results_accessible;
  public static String results_add;
  public static String results_columnModel;
  public static String results_columnName;
  public static String results_columnSamples;
  public static String results_columnStarted;
  public static String results_columnState;
  public static String results_compare;
  public static String results_empty;
  public static String results_loading;
  public static String results_refresh;
  public static String results_resume;
  public static String results_samples;
  public static String results_stateComplete;
  public static String results_stateIncomplete;
  public static String results_stateRunning;
  public static String results_stateUnreadable;

  public static String shortcut_choose;
  public static String shortcut_failed;
  public static String shortcut_nothing;
  public static String shortcut_title;

  public static String sweep_axes;
  public static String sweep_cost;
  public static String sweep_costNoModel;
  public static String sweep_givenByExperiment;
  public static String sweep_givenByResult;
  public static String sweep_order;
  public static String sweep_repetitions;
  public static String sweep_repetitionsTip;
  public static String sweep_seed;
  public static String sweep_seedTip;
  public static String sweep_skipped;
  public static String sweep_tab;

  static {
    NLS.initializeMessages("org.weightbench.ui.internal.messages", Messages.class);
  }

  private Messages() {}

  /** Fills in a sentence that counts: its places may choose singular or plural. */
  public static String format(String pattern, Object... values) {
    return MessageFormat.format(pattern, values);
  }
}
