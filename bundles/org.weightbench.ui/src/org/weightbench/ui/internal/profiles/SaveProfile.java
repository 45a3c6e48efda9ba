package org.weightbench.ui.internal.profiles;

import java.io.IOException;
import java.util.Map;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Control;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/** Saves the settings of a measured cell as a tuning profile. */
public final class SaveProfile {
  private final Control owner;
  private final Background<String> saving;

  /** Creates it for a view. */
  public SaveProfile(Control owner, Runnable saved) {
    this.owner = owner;
    saving =
        new Background<>(
            Messages.profiles_saving,
            owner,
            _ -> saved.run(),
            e ->
                ErrorDialog.openError(
                    owner.getShell(),
                    null,
                    Messages.profiles_failed,
                    Status.error(e.getMessage(), e)));
  }

  /** Asks for a name and saves. */
  public void ask(ComparisonRow row) {
    String proposed =
        row.result()
            .model()
            .map(model -> model.name().replaceAll("[^A-Za-z0-9._-]+", "-"))
            .filter(TuningProfile::isName)
            .orElse("fast");
    InputDialog dialog =
        new InputDialog(
            owner.getShell(),
            Messages.profiles_saveTitle,
            Messages.profiles_saveMessage,
            proposed,
            name -> TuningProfile.isName(name) ? null : Messages.profiles_badName);
    if (dialog.open() == Window.OK) {
      save(row, dialog.getValue());
    }
  }

  /** Saves under a name; a profile of the same name is replaced. */
  public void save(ComparisonRow row, String name) {
    saving.start(
        _ -> {
          store().save(profile(row, name));
          return name;
        });
  }

  private static ProfileStore store() {
    return ProfileStore.ofUser();
  }

  private static TuningProfile profile(ComparisonRow row, String name) throws IOException {
    return TuningProfile.of(name, ProfileChanges.now(), row.result(), row.summary(), Map.of());
  }
}
