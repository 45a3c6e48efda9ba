package org.weightbench.ui.internal.launch;

import java.util.Map;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.ILaunchShortcut;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.PlatformUI;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.findings.FindingsWhenDone;

/**
 * Run As &gt; Quick Diagnosis on a model: a small sweep within a budget, at whose end the view of
 * findings opens on the result.
 */
public final class QuickDiagnosisShortcut implements ILaunchShortcut {
  private static final Map<String, String> SWEEP =
      Map.of("strategy", "mmap, read, direct", "cache", "cold, warm", "threads", "1, 4");
  private static final String REPETITIONS = "3";
  private static final String SEED = "1";
  private static final String BUDGET = "10min";

  @Override
  public void launch(ISelection selection, String mode) {
    launch(
        selection instanceof IStructuredSelection structured && structured.size() == 1
            ? Subjects.ofElement(structured.getFirstElement())
            : Optional.empty(),
        mode);
  }

  @Override
  public void launch(IEditorPart editor, String mode) {
    launch(Subjects.ofElement(editor.getEditorInput()), mode);
  }

  /**
   * Makes a configuration of the diagnosis, or takes the one that was made before.
   *
   * @throws CoreException when it cannot be saved
   */
  static ILaunchConfiguration configuration(Subject subject) throws CoreException {
    return FindingsWhenDone.wantedBy(
        SavedConfigurations.of(
            LaunchPreferences.preferred(subject)
                .withSweep(SWEEP, REPETITIONS, SEED)
                .withEffort("", BUDGET),
            Messages.format(Messages.diagnosis_name, Subjects.name(subject))));
  }

  private static void launch(Optional<Subject> subject, String mode) {
    try {
      Subject model =
          subject
              .filter(Subject.Models.class::isInstance)
              .orElseThrow(() -> new CoreException(Status.error(Messages.diagnosis_noModel)));
      DebugUITools.launch(configuration(model), mode);
    } catch (CoreException e) {
      ErrorDialog.openError(
          PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(),
          null,
          Messages.shortcut_failed,
          e.getStatus());
    }
  }
}
