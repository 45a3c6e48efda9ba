package org.weightbench.launching;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.Preferences;
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

  /** Returns what a new configuration starts with, as the user prefers it. */
  public static LaunchSettings preferred(Subject subject) {
    Preferences node = InstanceScope.INSTANCE.getNode(NODE);
    LaunchSettings standard = LaunchSettings.standard(subject);
    int repetitions = node.getInt(REPETITIONS, ExperimentDefinition.STANDARD_REPETITIONS);
    return standard
        .withSweep(standard.sweep(), String.valueOf(repetitions), standard.seed())
        .withOutput(node.get(OUTPUT, ""))
        .withRunner(new RunnerSettings(node.get(JAVA_HOME, ""), node.get(JAVA_ARGUMENTS, "")));
  }
}
