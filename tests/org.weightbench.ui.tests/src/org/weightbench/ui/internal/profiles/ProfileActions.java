package org.weightbench.ui.internal.profiles;

import java.nio.file.Path;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.TuningProfile;

/** What people do to profiles, after the dialogs that ask for files. */
public final class ProfileActions {

  private ProfileActions() {}

  /** Exports a profile. */
  public static void export(ProfilesView view, TuningProfile profile, Export export, Path file) {
    view.export(profile, export, file);
  }

  /** Copies a profile of another place among the user's. */
  public static void importFrom(ProfilesView view, Path file) {
    view.importFrom(file);
  }
}
