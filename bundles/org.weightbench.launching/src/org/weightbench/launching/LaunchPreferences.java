package org.weightbench.launching;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IPreferencesService;
import org.weightbench.experiment.ExperimentDefinition;

/** What people set once for all new configurations. */
public final class LaunchPreferences {
  /** Node that holds them. */
  public static final String NODE = LaunchingStatus.PLUGIN;

  /** Key of the repetitions. */
  public static final String REPETITIONS = "repetitions";

  /** Key of the folder for results. */
  public static final String OUTPUT = "output";

  /** Key of the home of a JDK. */
  public static final String JAVA_HOME = "javaHome";

  /** Key of further options of Java. */
  public static final String JAVA_ARGUMENTS = "javaArguments";

  private LaunchPreferences() {}

  /**
   * Returns what a new configuration starts with, as the user prefers it; where he says nothing, as
   * the product was customized.
   */
  public static LaunchSettings preferred(Subject subject) {
    IPreferencesService preferences = Platform.getPreferencesService();
    LaunchSettings standard = LaunchSettings.standard(subject);
    int repetitions =
        preferences.getInt(NODE, REPETITIONS, ExperimentDefinition.STANDARD_REPETITIONS, null);
    return standard
        .withSweep(standard.sweep(), String.valueOf(repetitions), standard.seed())
        .withOutput(preferences.getString(NODE, OUTPUT, "", null))
        .withRunner(
            new RunnerSettings(
                preferences.getString(NODE, JAVA_HOME, "", null),
                "",
                preferences.getString(NODE, JAVA_ARGUMENTS, "", null)));
  }
}
