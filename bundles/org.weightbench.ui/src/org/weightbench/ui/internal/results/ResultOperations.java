package org.weightbench.ui.internal.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.Locations;
import org.weightbench.launching.ResultFiles;
import org.weightbench.launching.ResultHistory;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.launch.SavedConfigurations;

/** What people do to results. It asks on the user interface thread and works in jobs. */
public final class ResultOperations {
  private final Control owner;
  private final Background<Boolean> working;

  /** Work on files. */
  @FunctionalInterface
  private interface FileWork {
    void run(IProgressMonitor monitor) throws IOException, CoreException;
  }

  /**
   * Creates operations.
   *
   * @param owner control whose disposal ends them
   * @param done told on the user interface thread after each
   */
  public ResultOperations(Control owner, Runnable done) {
    this.owner = owner;
    working =
        new Background<>(
            Messages.results_working,
            owner,
            _ -> done.run(),
            e -> {
              done.run();
              ErrorDialog.openError(
                  owner.getShell(), null, Messages.results_failed, Status.error(e.getMessage(), e));
            });
  }

  /** Asks for a new name and renames. */
  void rename(ResultFolder folder) {
    InputDialog dialog =
        new InputDialog(
            owner.getShell(),
            Messages.results_renameTitle,
            Messages.results_renameMessage,
            folder.name(),
            name -> {
              String problem = ResultFiles.problemOfName(folder, name);
              return problem.isEmpty() ? null : problem;
            });
    if (dialog.open() == Window.OK && !dialog.getValue().equals(folder.name())) {
      rename(folder, dialog.getValue());
    }
  }

  /** Renames. */
  void rename(ResultFolder folder, String name) {
    start(parent(folder), _ -> ResultFiles.rename(folder, name));
  }

  /** Asks, then deletes. */
  void delete(List<ResultFolder> folders) {
    String names = String.join("\n", folders.stream().map(ResultFolder::name).toList());
    if (MessageDialog.openQuestion(
        owner.getShell(),
        Messages.results_deleteTitle,
        Messages.format(Messages.results_deleteMessage, folders.size(), names))) {
      deleteNow(folders);
    }
  }

  /** Deletes. */
  void deleteNow(List<ResultFolder> folders) {
    start(
        parent(folders.getFirst()),
        monitor -> {
          SubMonitor progress = SubMonitor.convert(monitor, folders.size());
          for (ResultFolder folder : folders) {
            ResultFiles.delete(folder);
            Locations.refresh(parent(folder), progress.split(1));
          }
        });
  }

  /** Asks for a file and exports. */
  void export(ResultFolder folder) {
    FileDialog dialog = new FileDialog(owner.getShell(), SWT.SAVE);
    dialog.setText(Messages.results_exportTitle);
    dialog.setFileName(folder.name() + ".zip");
    dialog.setFilterExtensions("*.zip");
    dialog.setOverwrite(true);
    String chosen = dialog.open();
    if (chosen != null) {
      export(folder, Path.of(chosen));
    }
  }

  /** Exports. */
  void export(ResultFolder folder, Path archive) {
    start(archive.getParent(), _ -> ResultFiles.exportZip(folder, archive));
  }

  /** Asks for an archive and imports it. */
  void importArchive() {
    FileDialog dialog = new FileDialog(owner.getShell(), SWT.OPEN);
    dialog.setText(Messages.results_importTitle);
    dialog.setFilterExtensions("*.zip", "*");
    String chosen = dialog.open();
    if (chosen != null) {
      importFrom(Path.of(chosen));
    }
  }

  /** Imports an archive or a folder into the first project, or beside the workspace. */
  void importFrom(Path source) {
    Path root = importRoot();
    start(
        root,
        _ -> {
          ResultFiles.importInto(source, root);
          ResultHistory.addRoot(root);
        });
  }

  /** Asks for a folder and adds it to the history. */
  void addFolder() {
    DirectoryDialog dialog = new DirectoryDialog(owner.getShell(), SWT.OPEN);
    dialog.setText(Messages.results_addFolderTitle);
    dialog.setMessage(Messages.results_addFolderMessage);
    String chosen = dialog.open();
    if (chosen != null) {
      addFolder(Path.of(chosen));
    }
  }

  /** Adds a folder to the history. */
  void addFolder(Path folder) {
    start(folder, _ -> ResultHistory.addRoot(folder));
  }

  /** Goes on with what is missing. */
  public void resume(ResultFolder folder) {
    launch(folder, new Subject.UnfinishedResult(folder.path().toString()), "");
  }

  /** Asks the same again, into a folder beside. */
  void relaunch(ResultFolder folder) {
    launch(
        folder,
        new Subject.ExperimentFile(folder.path().resolve(ResultFolder.DEFINITION).toString()),
        parent(folder).toString());
  }

  /** Launches with the Java that is preferred; doing so again takes the same configuration. */
  private void launch(ResultFolder folder, Subject subject, String output) {
    try {
      DebugUITools.launch(
          SavedConfigurations.of(
              LaunchPreferences.preferred(subject).withOutput(output), folder.name()),
          ILaunchManager.RUN_MODE);
    } catch (CoreException e) {
      ErrorDialog.openError(owner.getShell(), null, Messages.shortcut_failed, e.getStatus());
    }
  }

  private void start(Path changed, FileWork work) {
    working.start(
        monitor -> {
          work.run(monitor);
          Locations.refresh(changed, monitor);
          return true;
        });
  }

  private static Path parent(ResultFolder folder) {
    return Optional.ofNullable(folder.path().getParent()).orElse(folder.path());
  }

  private static Path importRoot() {
    for (IProject project : ResourcesPlugin.getWorkspace().getRoot().getProjects()) {
      if (project.isOpen() && project.getLocation() != null) {
        return project.getLocation().toPath().resolve(Locations.RESULTS);
      }
    }
    return Locations.resultsOf(
        ResourcesPlugin.getWorkspace().getRoot().getLocation().toPath().resolve("any"));
  }
}
