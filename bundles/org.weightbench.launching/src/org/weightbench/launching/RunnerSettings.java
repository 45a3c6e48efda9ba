package org.weightbench.launching;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;

/**
 * The Java in which an experiment runs, as the user typed it.
 *
 * @param javaHome home of a JDK; empty to have one found
 * @param javaArguments further options of the runner's Java, as on a command line
 */
public record RunnerSettings(String javaHome, String javaArguments) {
  /** A Java that is found, with the usual options. */
  public static final RunnerSettings STANDARD = new RunnerSettings("", "");

  private static final String JAVA_HOME = "org.weightbench.launching.javaHome";
  private static final String JAVA_ARGUMENTS = "org.weightbench.launching.javaArguments";

  static RunnerSettings read(ILaunchConfiguration configuration) throws CoreException {
    return new RunnerSettings(
        configuration.getAttribute(JAVA_HOME, ""), configuration.getAttribute(JAVA_ARGUMENTS, ""));
  }

  void write(ILaunchConfigurationWorkingCopy configuration) {
    configuration.setAttribute(JAVA_HOME, javaHome);
    configuration.setAttribute(JAVA_ARGUMENTS, javaArguments);
  }
}
