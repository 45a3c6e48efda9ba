package org.weightbench.ui.internal.launch;

import java.util.function.UnaryOperator;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.weightbench.launching.LaunchSettings;

/** Changes the part of a configuration that a tab is for. */
final class Settings {
  private Settings() {}

  static void change(
      ILaunchConfigurationWorkingCopy configuration, UnaryOperator<LaunchSettings> change) {
    try {
      change.apply(LaunchSettings.read(configuration)).write(configuration);
    } catch (CoreException e) {
      ILog.of(Settings.class).error(e.getMessage(), e);
    }
  }
}
