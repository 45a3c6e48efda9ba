package org.weightbench.ui.internal;

import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;

/** What F1 explains; contexts.xml of the bundle {@code org.weightbench.doc} says how. */
public enum HelpContext {
  /** The view that compares. */
  COMPARISON("comparison"),
  /** The tab that says what the system allows. */
  ENVIRONMENT_TAB("environmentTab"),
  /** The editor of experiments. */
  EXPERIMENT_EDITOR("experimentEditor"),
  /** The view of experiments that run and wait. */
  EXPERIMENTS("progress"),
  /** The view of what is wrong with loads. */
  FINDINGS("findings"),
  /** The editor of models. */
  GGUF_EDITOR("ggufEditor"),
  /** The view of machines. */
  HARDWARE("hardware"),
  /** The tab that says what is loaded. */
  MODEL_TAB("modelTab"),
  /** The wizard for an experiment. */
  NEW_EXPERIMENT("newExperiment"),
  /** The wizard for a tuning profile. */
  NEW_PROFILE("newProfile"),
  /** The preference pages. */
  PREFERENCES("preferences"),
  /** The editor of tuning profiles. */
  PROFILE_EDITOR("profileEditor"),
  /** The view of tuning profiles. */
  PROFILES("profiles"),
  /** The view of the history of results. */
  RESULTS("results"),
  /** The tab that says which Java runs an experiment. */
  RUNNER_TAB("runnerTab"),
  /** The wizard for a sample project. */
  SAMPLE_PROJECT("sampleProject"),
  /** The tab that says which values are combined. */
  SWEEP_TAB("sweepTab"),
  /** The view of what happened over the time of loads. */
  TIMELINE("timeline");

  private final String name;

  HelpContext(String name) {
    this.name = name;
  }

  /** Id under which the help knows it. */
  public String id() {
    return "org.weightbench.ui." + name;
  }

  /** Lets F1 in the control and in all it holds show this. On the UI thread. */
  public void explain(Control control) {
    PlatformUI.getWorkbench().getHelpSystem().setHelp(control, id());
  }
}
