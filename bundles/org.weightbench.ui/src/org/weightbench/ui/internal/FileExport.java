package org.weightbench.ui.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.weightbench.hardware.Units;

/**
 * Writes what a control shows to files for other programs, in a job and in standard units. All
 * methods are for the user interface thread.
 */
public final class FileExport {
  private final Control owner;
  private final Background<Path> writing;

  /**
   * Creates exports.
   *
   * @param owner control whose disposal ends them
   */
  public FileExport(Control owner) {
    this.owner = owner;
    writing =
        new Background<>(
            Messages.export_writing,
            owner,
            _ -> {},
            e ->
                ErrorDialog.openError(
                    owner.getShell(),
                    null,
                    Messages.export_failed,
                    Status.error(e.getMessage(), e)));
  }

  /** Returns the label of an action that exports in a format. */
  public static String label(String format) {
    return Messages.format(Messages.export_as, format);
  }

  /**
   * Asks for a file and writes it.
   *
   * @param format name of the format
   * @param name name that is proposed, with the suffix of the format
   * @param content makes the bytes, in the job
   */
  public void ask(String format, String name, Callable<byte[]> content) {
    FileDialog dialog = new FileDialog(owner.getShell(), SWT.SAVE);
    dialog.setText(label(format));
    dialog.setFileName(name);
    dialog.setFilterExtensions("*" + name.substring(name.lastIndexOf('.')));
    dialog.setOverwrite(true);
    String chosen = dialog.open();
    if (chosen != null) {
      start(Path.of(chosen), content);
    }
  }

  /** Writes a file, whole or not at all. */
  public void start(Path file, Callable<byte[]> content) {
    writing.start(
        _ -> {
          byte[] bytes = Units.STANDARD.during(content::call);
          Path beside = file.resolveSibling(file.getFileName() + ".part");
          Files.write(beside, bytes);
          return Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        });
  }
}
