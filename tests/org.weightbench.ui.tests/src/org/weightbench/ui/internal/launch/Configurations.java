package org.weightbench.ui.internal.launch;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.weightbench.launching.LaunchSettings;

/** Configurations as users get them. */
public final class Configurations {

  private Configurations() {}

  /** Returns what Run As makes of a file. */
  public static ILaunchConfigurationWorkingCopy fromShortcut(IFile file) throws CoreException {
    return LoadExperimentShortcut.create(Subjects.of(file).orElseThrow()).getWorkingCopy();
  }

  /** Returns a new, empty configuration. */
  static ILaunchConfigurationWorkingCopy empty() throws CoreException {
    return DebugPlugin.getDefault()
        .getLaunchManager()
        .getLaunchConfigurationType(LaunchSettings.TYPE)
        .newInstance(null, "tabs test");
  }
}
