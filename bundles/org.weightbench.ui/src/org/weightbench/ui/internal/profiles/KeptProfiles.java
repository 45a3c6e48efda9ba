package org.weightbench.ui.internal.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Control;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/**
 * Keeps profiles among the user's. Before one of the same name is replaced it asks; one that is
 * applied is never replaced, since its record would belong to other settings. It asks on the user
 * interface thread and works in jobs.
 */
final class KeptProfiles {
  private final Control owner;
  private final Consumer<String> kept;
  private final ProfileStore store = ProfileStore.ofUser();
  private final Background<Attempt> keeping;

  /**
   * What was tried.
   *
   * @param profile the profile
   * @param taken whether another one has its name, so that it was not kept
   */
  private record Attempt(TuningProfile profile, boolean taken) {}

  /**
   * Creates it for a view.
   *
   * @param owner control whose disposal ends it
   * @param kept told the name of each profile that was kept
   */
  KeptProfiles(Control owner, Consumer<String> kept) {
    this.owner = owner;
    this.kept = kept;
    keeping =
        new Background<>(Messages.profiles_saving, owner, this::tried, e -> tellFailed(owner, e));
  }

  /**
   * Keeps a profile.
   *
   * @param made makes it, in a job
   */
  void keep(Callable<TuningProfile> made) {
    keeping.start(
        _ -> {
          TuningProfile profile = made.call();
          boolean taken = Files.exists(store.file(profile.name()));
          if (!taken) {
            store.save(profile);
          }
          return new Attempt(profile, taken);
        });
  }

  private void tried(Attempt attempt) {
    if (!attempt.taken) {
      kept.accept(attempt.profile.name());
    } else if (MessageDialog.openQuestion(
        owner.getShell(),
        Messages.profiles_title,
        Messages.format(Messages.profiles_askReplace, attempt.profile.name()))) {
      replace(attempt.profile);
    }
  }

  private void replace(TuningProfile profile) {
    keeping.start(
        _ -> {
          refuseApplied(profile.name());
          store.save(profile);
          return new Attempt(profile, false);
        });
  }

  /** Tells that a profile could not be used. */
  static void tellFailed(Control owner, Exception e) {
    ErrorDialog.openError(
        owner.getShell(), null, Messages.profiles_failed, Status.error(e.getMessage(), e));
  }

  /**
   * Refuses to touch a profile whose settings are in force.
   *
   * @throws IOException when it is applied
   */
  static void refuseApplied(String profile) throws IOException {
    if (Application.applied(profile, Application.standardFolder())) {
      throw new IOException(Messages.format(Messages.profiles_isApplied, profile));
    }
  }
}
