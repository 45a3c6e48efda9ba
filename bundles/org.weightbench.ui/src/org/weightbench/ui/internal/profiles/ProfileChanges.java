package org.weightbench.ui.internal.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Control;
import org.weightbench.os.SystemChange;
import org.weightbench.os.SystemJournal;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/**
 * Applies profiles to the system and undoes that. It asks on the user interface thread and works in
 * jobs.
 */
public final class ProfileChanges {
  private final Control owner;
  private final Background<Planned> planning;
  private final Background<Done> working;

  /**
   * What applying would do.
   *
   * @param profile the profile
   * @param application the changes
   * @param save whether it is to be kept among the user's profiles
   * @param restored what a run that was killed had left, and is undone now
   */
  private record Planned(
      TuningProfile profile, Application application, boolean save, List<String> restored) {}

  /**
   * What was done.
   *
   * @param profile its name
   * @param told what people are told of it; none when all went as asked
   */
  private record Done(String profile, List<String> told) {}

  /**
   * Creates it for a view.
   *
   * @param owner control whose disposal ends it
   * @param done told after each change, with the name of the profile; without one where it failed
   */
  public ProfileChanges(Control owner, Consumer<Optional<String>> done) {
    this.owner = owner;
    Consumer<Exception> failure =
        e -> {
          done.accept(Optional.empty());
          KeptProfiles.tellFailed(owner, e);
        };
    planning = new Background<>(Messages.profiles_planning, owner, this::ask, failure);
    working =
        new Background<>(
            Messages.profiles_working,
            owner,
            finished -> {
              done.accept(Optional.of(finished.profile));
              if (!finished.told.isEmpty()) {
                MessageDialog.openInformation(
                    owner.getShell(), Messages.profiles_title, String.join("\n", finished.told));
              }
            },
            failure);
  }

  /** Asks, then applies. */
  public void apply(TuningProfile profile) {
    plan(profile, false);
  }

  /** Asks, then keeps the profile among the user's and applies it. */
  public void saveAndApply(TuningProfile profile) {
    plan(profile, true);
  }

  private void plan(TuningProfile profile, boolean save) {
    planning.request(
        0,
        () -> {
          Path model = Path.of(profile.support().modelPath());
          if (!Files.exists(model)) {
            throw new IOException(Messages.format(Messages.model_notFound, model));
          }
          List<String> restored =
              SystemJournal.restore(SystemJournal.standardFolder()).stream()
                  .map(SystemJournal.Restored::text)
                  .toList();
          return new Planned(profile, Application.of(profile, model), save, restored);
        });
  }

  private void ask(Planned planned) {
    Application application = planned.application;
    String missing = String.join("\n", application.missing());
    if (application.changes().isEmpty()) {
      MessageDialog.openInformation(
          owner.getShell(),
          Messages.profiles_title,
          Messages.format(Messages.profiles_nothingToApply, missing));
      return;
    }
    String changes =
        application.changes().stream().map(ProfileChanges::text).collect(Collectors.joining("\n"));
    if (MessageDialog.openQuestion(
        owner.getShell(),
        Messages.profiles_title,
        Messages.format(Messages.profiles_askApply, application.profile(), changes, missing))) {
      working.start(_ -> apply(planned));
    }
  }

  private static Done apply(Planned planned) throws IOException {
    planned.application.apply(Application.standardFolder(), SystemJournal.standardFolder());
    if (planned.save) {
      ProfileStore.ofUser().save(planned.profile);
    }
    return new Done(planned.profile.name(), planned.restored);
  }

  /** Undoes what applying a profile changed. */
  public void undo(String profile) {
    working.start(_ -> new Done(profile, Application.undo(profile, Application.standardFolder())));
  }

  private static String text(SystemChange.Value change) {
    return change.file() + ": " + change.before() + " \u2192 " + change.after();
  }

  /** Returns the present time as profiles keep it. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns a name that no profile of the user has: the wanted one, or that with a number. */
  public static String freeName(String wanted) {
    ProfileStore store = ProfileStore.ofUser();
    String name = wanted;
    for (int i = 2; Files.exists(store.file(name)); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }
}
