package org.weightbench.ui.internal;

import java.text.MessageFormat;
import org.eclipse.osgi.util.NLS;

/** The sentences of this bundle, by locale. */
public final class Messages extends NLS {
  public static String axis_more;

  public static String chart_drawing;
  public static String chart_failed;

  public static String comparison_accessibleChart;
  public static String comparison_accessibleTable;
  public static String comparison_baseline;
  public static String comparison_baselineResult;
  public static String comparison_common;
  public static String comparison_copyCsv;
  public static String comparison_copyMarkdown;
  public static String comparison_empty;
  public static String comparison_follow;
  public static String comparison_followTip;
  public static String comparison_loading;
  public static String comparison_model;
  public static String comparison_notCounted;
  public static String comparison_refresh;
  public static String comparison_remove;
  public static String comparison_unreadable;

  public static String form_budget;
  public static String form_budgetTip;
  public static String form_checking;
  public static String form_mistakes;
  public static String form_mix;
  public static String form_mixTip;
  public static String form_model;
  public static String form_name;
  public static String form_nameTip;
  public static String form_path;
  public static String form_pathTip;
  public static String form_precision;
  public static String form_precisionTip;
  public static String form_size;
  public static String form_sizeTip;
  public static String form_source;
  public static String form_summary;
  public static String form_tab;

  public static String gguf_alignment;
  public static String gguf_architecture;
  public static String gguf_bytes;
  public static String gguf_context;
  public static String gguf_copy;
  public static String gguf_count;
  public static String gguf_dataFrom;
  public static String gguf_evict;
  public static String gguf_evictTip;
  public static String gguf_evicting;
  public static String gguf_expected;
  public static String gguf_experts;
  public static String gguf_failed;
  public static String gguf_file;
  public static String gguf_fileNumber;
  public static String gguf_files;
  public static String gguf_filter;
  public static String gguf_filterTip;
  public static String gguf_found;
  public static String gguf_header;
  public static String gguf_index;
  public static String gguf_key;
  public static String gguf_layerChart;
  public static String gguf_layers;
  public static String gguf_loadSubset;
  public static String gguf_lookingAtValues;
  public static String gguf_metadata;
  public static String gguf_method;
  public static String gguf_name;
  public static String gguf_noFile;
  public static String gguf_noProblems;
  public static String gguf_noProblemsLong;
  public static String gguf_notStated;
  public static String gguf_offset;
  public static String gguf_overview;
  public static String gguf_parameters;
  public static String gguf_problemCount;
  public static String gguf_problems;
  public static String gguf_problemsLong;
  public static String gguf_reading;
  public static String gguf_readingArray;
  public static String gguf_readingHeader;
  public static String gguf_refresh;
  public static String gguf_refreshTip;
  public static String gguf_residency;
  public static String gguf_residencyFailed;
  public static String gguf_residencySummary;
  public static String gguf_residencyTip;
  public static String gguf_residencyUnknown;
  public static String gguf_resident;
  public static String gguf_residentShare;
  public static String gguf_shape;
  public static String gguf_size;
  public static String gguf_sizeText;
  public static String gguf_state;
  public static String gguf_tensors;
  public static String gguf_tokenizer;
  public static String gguf_type;
  public static String gguf_typeChart;
  public static String gguf_unreadable;
  public static String gguf_value;
  public static String gguf_valueAxis;
  public static String gguf_valueHint;
  public static String gguf_values;
  public static String gguf_valuesAll;
  public static String gguf_valuesChart;
  public static String gguf_valuesFailed;
  public static String gguf_valuesHint;
  public static String gguf_valuesSome;
  public static String gguf_valuesText;
  public static String gguf_warm;
  public static String gguf_warmTip;
  public static String gguf_warming;

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

  public static String yaml_standard;
  public static String yaml_standardIs;

  static {
    NLS.initializeMessages("org.weightbench.ui.internal.messages", Messages.class);
  }

  private Messages() {}

  /** Fills in a sentence that counts: its places may choose singular or plural. */
  public static String format(String pattern, Object... values) {
    return MessageFormat.format(pattern, values);
  }
}
