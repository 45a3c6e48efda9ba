package org.weightbench.ui.internal.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationType;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.ILaunchShortcut2;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Messages;

/** Run As &gt; Load Experiment on a model or an experiment file. */
public final class LoadExperimentShortcut implements ILaunchShortcut2 {

  @Override
  public void launch(ISelection selection, String mode) {
    List<IResource> several = resources(selection);
    if (several.size() > 1) {
      several.forEach(each -> launch(Optional.of(each), mode));
    } else {
      launch(resource(selection), mode);
    }
  }

  @Override
  public void launch(IEditorPart editor, String mode) {
    launch(resource(editor), mode);
  }

  @Override
  public ILaunchConfiguration @Nullable [] getLaunchConfigurations(ISelection selection) {
    return existing(resource(selection));
  }

  @Override
  public ILaunchConfiguration @Nullable [] getLaunchConfigurations(IEditorPart editor) {
    return existing(resource(editor));
  }

  @Override
  public @Nullable IResource getLaunchableResource(ISelection selection) {
    return resource(selection).orElse(null);
  }

  @Override
  public @Nullable IResource getLaunchableResource(IEditorPart editor) {
    return resource(editor).orElse(null);
  }

  /**
   * Returns the configurations that run a subject.
   *
   * @throws CoreException when configurations cannot be read
   */
  static List<ILaunchConfiguration> configurations(Subject subject) throws CoreException {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    List<ILaunchConfiguration> found = new ArrayList<>();
    for (ILaunchConfiguration each :
        launches.getLaunchConfigurations(
            launches.getLaunchConfigurationType(LaunchSettings.TYPE))) {
      if (LaunchSettings.read(each).subject().equals(subject)) {
        found.add(each);
      }
    }
    return found;
  }

  /**
   * Makes a configuration that runs a subject, named after its file.
   *
   * @throws CoreException when it cannot be saved
   */
  static ILaunchConfiguration create(Subject subject) throws CoreException {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    ILaunchConfigurationType type = launches.getLaunchConfigurationType(LaunchSettings.TYPE);
    ILaunchConfigurationWorkingCopy configuration =
        type.newInstance(null, launches.generateLaunchConfigurationName(Subjects.name(subject)));
    LaunchPreferences.preferred(subject).write(configuration);
    return configuration.doSave();
  }

  private static void launch(Optional<IResource> resource, String mode) {
    Shell shell = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
    Optional<Subject> subject = resource.flatMap(Subjects::of);
    if (subject.isEmpty()) {
      IStatus nothing = Status.error(Messages.shortcut_nothing);
      ErrorDialog.openError(shell, null, Messages.shortcut_failed, nothing);
      return;
    }
    try {
      List<ILaunchConfiguration> found = configurations(subject.get());
      Optional<ILaunchConfiguration> chosen =
          found.isEmpty() ? Optional.of(create(subject.get())) : choose(shell, found);
      chosen.ifPresent(configuration -> DebugUITools.launch(configuration, mode));
    } catch (CoreException e) {
      ErrorDialog.openError(shell, null, Messages.shortcut_failed, e.getStatus());
    }
  }

  private static Optional<ILaunchConfiguration> choose(
      Shell shell, List<ILaunchConfiguration> found) {
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    ElementListSelectionDialog dialog =
        new ElementListSelectionDialog(shell, DebugUITools.newDebugModelPresentation());
    dialog.setElements(found.toArray());
    dialog.setTitle(Messages.shortcut_title);
    dialog.setMessage(Messages.shortcut_choose);
    dialog.setMultipleSelection(false);
    return dialog.open() == Window.OK
        ? Optional.of((ILaunchConfiguration) dialog.getFirstResult())
        : Optional.empty();
  }

  private static ILaunchConfiguration @Nullable [] existing(Optional<IResource> resource) {
    Optional<Subject> subject = resource.flatMap(Subjects::of);
    if (subject.isEmpty()) {
      return null;
    }
    try {
      return configurations(subject.get()).toArray(ILaunchConfiguration[]::new);
    } catch (CoreException _) {
      return null;
    }
  }

  private static Optional<IResource> resource(ISelection selection) {
    return selection instanceof IStructuredSelection structured && structured.size() == 1
        ? Optional.ofNullable(Adapters.adapt(structured.getFirstElement(), IResource.class))
        : Optional.empty();
  }

  /** Several models are launched one after the other; each waits for its turn. */
  private static List<IResource> resources(ISelection selection) {
    List<IResource> resources = new ArrayList<>();
    if (selection instanceof IStructuredSelection structured) {
      for (Object element : structured) {
        Optional.ofNullable(Adapters.adapt(element, IResource.class)).ifPresent(resources::add);
      }
    }
    return resources;
  }

  private static Optional<IResource> resource(IEditorPart editor) {
    return Optional.ofNullable(Adapters.adapt(editor.getEditorInput(), IResource.class));
  }
}
