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
    List<Subject> subjects = subjects(selection);
    if (subjects.isEmpty()) {
      fail(Status.error(Messages.shortcut_nothing));
    }
    subjects.forEach(subject -> launch(subject, mode));
  }

  @Override
  public void launch(IEditorPart editor, String mode) {
    Subjects.ofElement(editor.getEditorInput())
        .ifPresentOrElse(
            subject -> launch(subject, mode), () -> fail(Status.error(Messages.shortcut_nothing)));
  }

  @Override
  public ILaunchConfiguration @Nullable [] getLaunchConfigurations(ISelection selection) {
    return existing(single(subjects(selection)));
  }

  @Override
  public ILaunchConfiguration @Nullable [] getLaunchConfigurations(IEditorPart editor) {
    return existing(Subjects.ofElement(editor.getEditorInput()));
  }

  @Override
  public @Nullable IResource getLaunchableResource(ISelection selection) {
    return resource(selection).orElse(null);
  }

  @Override
  public @Nullable IResource getLaunchableResource(IEditorPart editor) {
    return Adapters.adapt(editor.getEditorInput(), IResource.class);
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
   * Returns the configuration that runs a subject as is preferred, or makes one, named after its
   * file.
   *
   * @throws CoreException when it cannot be saved
   */
  static ILaunchConfiguration create(Subject subject) throws CoreException {
    return SavedConfigurations.of(LaunchPreferences.preferred(subject), Subjects.name(subject));
  }

  private static void launch(Subject subject, String mode) {
    try {
      List<ILaunchConfiguration> found = configurations(subject);
      Optional<ILaunchConfiguration> chosen =
          found.isEmpty() ? Optional.of(create(subject)) : choose(shell(), found);
      chosen.ifPresent(configuration -> DebugUITools.launch(configuration, mode));
    } catch (CoreException e) {
      fail(e.getStatus());
    }
  }

  private static void fail(IStatus status) {
    ErrorDialog.openError(shell(), null, Messages.shortcut_failed, status);
  }

  private static Shell shell() {
    return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
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

  private static ILaunchConfiguration @Nullable [] existing(Optional<Subject> subject) {
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

  /** Returns what is selected: all models together, and each experiment. */
  static List<Subject> subjects(ISelection selection) {
    List<String> models = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    if (selection instanceof IStructuredSelection structured) {
      for (Object element : structured) {
        switch (Subjects.ofElement(element).orElse(null)) {
          case Subject.Models(List<String> locations) -> models.addAll(locations);
          case Subject other -> subjects.add(other);
          case null -> {}
        }
      }
    }
    if (!models.isEmpty()) {
      subjects.addFirst(new Subject.Models(models));
    }
    return List.copyOf(subjects);
  }

  private static Optional<Subject> single(List<Subject> subjects) {
    return subjects.size() == 1 ? Optional.of(subjects.getFirst()) : Optional.empty();
  }
}
