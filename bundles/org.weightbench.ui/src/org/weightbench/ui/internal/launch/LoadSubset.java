package org.weightbench.ui.internal.launch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.weightbench.experiment.Axes;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.load.TensorSelection;

/** Prepares an experiment that loads only some tensors of a model. */
public final class LoadSubset {

  private LoadSubset() {}

  /**
   * Makes a configuration and opens the dialog on it, where people see what it costs and run it.
   *
   * @throws CoreException when it cannot be saved
   */
  public static void open(Shell shell, Path model, TensorSelection tensors) throws CoreException {
    DebugUITools.openLaunchConfigurationDialogOnGroup(
        shell,
        new StructuredSelection(create(model, tensors)),
        IDebugUIConstants.ID_RUN_LAUNCH_GROUP);
  }

  /**
   * Makes a configuration.
   *
   * @throws CoreException when it cannot be saved
   */
  static ILaunchConfiguration create(Path model, TensorSelection tensors) throws CoreException {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    Subject subject = new Subject.Models(location(model));
    ILaunchConfigurationWorkingCopy configuration =
        launches
            .getLaunchConfigurationType(LaunchSettings.TYPE)
            .newInstance(
                null,
                launches.generateLaunchConfigurationName(
                    Subjects.name(subject) + " " + tensors.text().replaceAll("[^\\w=+.-]+", "-")));
    LaunchSettings settings = LaunchPreferences.preferred(subject);
    Map<String, String> sweep = new LinkedHashMap<>(settings.sweep());
    sweep.put(Axes.TENSORS.name(), tensors.text());
    settings.withSweep(sweep, settings.repetitions(), settings.seed()).write(configuration);
    return configuration.doSave();
  }

  private static String location(Path model) {
    IFile[] files = ResourcesPlugin.getWorkspace().getRoot().findFilesForLocationURI(model.toUri());
    return files.length == 0 ? model.toString() : Locations.of(files[0]);
  }
}
