package org.weightbench.ui.internal.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * findings opens on the result. Of a large model the first part is loaded, from storage alone:
 * filling the page cache with all of it would take longer than everything else.
 */
public final class QuickDiagnosisShortcut implements ILaunchShortcut {
  private static final Map<String, String> SWEEP =
      Map.of("strategy", "mmap, read, direct", "cache", "cold, warm", "threads", "1, 4");
  private static final Map<String, String> SWEEP_OF_PART =
      Map.of(
          "strategy",
          "mmap, read, direct",
          "cache",
          "cold",
          "threads",
          "1, 4",
          "tensors",
          "first=4096MiB");
  private static final long LARGE_BYTES = 8L << 30;
  private static final Pattern SHARD = Pattern.compile("-\\d{5}-of-(\\d{5})\\.gguf$");
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
                .withSweep(large(subject) ? SWEEP_OF_PART : SWEEP, REPETITIONS, SEED)
                .withEffort("", BUDGET),
            Messages.format(Messages.diagnosis_name, Subjects.name(subject))));
  }

  /** Shards are taken to be alike; what cannot be looked at is told by the check of the launch. */
  private static boolean large(Subject subject) {
    Path file = Path.of(subject.location());
    try {
      Matcher shard = SHARD.matcher(file.toString());
      int shards = shard.find() ? Integer.parseInt(shard.group(1)) : 1;
      return Files.size(file) * shards > LARGE_BYTES;
    } catch (IOException _) {
      return false;
    }
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
