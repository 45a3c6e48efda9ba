package org.weightbench.ui.internal.launch;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.weightbench.launching.LaunchSettings;

/** Configurations that are made for people, one for each thing that is asked. */
public final class SavedConfigurations {

  private SavedConfigurations() {}

  /**
   * Returns the configuration that has these settings, or makes one.
   *
   * @param name name of a new one, to which a number is added where it is taken
   * @throws CoreException when configurations cannot be read or it cannot be saved
   */
  public static ILaunchConfiguration of(LaunchSettings settings, String name) throws CoreException {
    for (ILaunchConfiguration each : LoadExperimentShortcut.configurations(settings.subject())) {
      if (LaunchSettings.read(each).equals(settings)) {
        return each;
      }
    }
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    ILaunchConfigurationWorkingCopy configuration =
        launches
            .getLaunchConfigurationType(LaunchSettings.TYPE)
            .newInstance(null, launches.generateLaunchConfigurationName(name));
    settings.write(configuration);
    return configuration.doSave();
  }
}
