package org.weightbench.ui.internal.profiles;

import java.util.Map;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Control;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/** Saves the settings of a measured cell as a tuning profile. */
public final class SaveProfile {
  private final Control owner;
  private final Background<Proposal> proposing;
  private final KeptProfiles profiles;

  /**
   * A name that is free.
   *
   * @param row what is saved
   * @param name the name
   */
  private record Proposal(ComparisonRow row, String name) {}

  /** Creates it for a view. */
  public SaveProfile(Control owner, Runnable saved) {
    this.owner = owner;
    profiles = new KeptProfiles(owner, _ -> saved.run());
    proposing =
        new Background<>(
            Messages.profiles_reading, owner, this::ask, e -> KeptProfiles.tellFailed(owner, e));
  }

  /** Asks for a name, for which a free one is proposed, and saves. */
  public void ask(ComparisonRow row) {
    String wanted =
        row.result()
            .model()
            .map(model -> model.name().replaceAll("[^A-Za-z0-9._-]+", "-"))
            .filter(TuningProfile::isName)
            .orElse("fast");
    proposing.request(0, () -> new Proposal(row, ProfileChanges.freeName(wanted)));
  }

  private void ask(Proposal proposal) {
    InputDialog dialog =
        new InputDialog(
            owner.getShell(),
            Messages.profiles_saveTitle,
            Messages.profiles_saveMessage,
            proposal.name,
            name -> TuningProfile.isName(name) ? null : Messages.profiles_badName);
    if (dialog.open() == Window.OK) {
      save(proposal.row, dialog.getValue());
    }
  }

  /** Saves under a name; it asks before a profile of the same name is replaced. */
  public void save(ComparisonRow row, String name) {
    profiles.keep(
        () -> TuningProfile.of(name, ProfileChanges.now(), row.result(), row.summary(), Map.of()));
  }
}
