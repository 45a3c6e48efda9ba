package org.weightbench.ui.internal.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;

/**
 * Looks at what a configuration points to while it is edited, off the user interface thread; the
 * tabs of one dialog share it. All methods are for the user interface thread.
 */
final class SubjectCheck {
  private static final long TYPING_DELAY_MILLIS = 150;

  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable Background<SubjectFacts> looking;
  private @Nullable Subject asked;
  private @Nullable SubjectFacts latest;

  /** Starts to work for a dialog; until then nothing is looked at. */
  void open(Control owner) {
    looking =
        new Background<>(
            Messages.model_checking,
            owner,
            this::take,
            e -> ILog.of(SubjectCheck.class).error(Messages.model_checking, e));
  }

  /** Adds what is told when something was found. */
  void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /** Returns what is known of a subject; where nothing is, looks and tells the listeners later. */
  Optional<SubjectFacts> facts(Subject subject) {
    if (latest != null && latest.subject().equals(subject)) {
      return Optional.of(latest);
    }
    if (looking != null && !subject.equals(asked)) {
      asked = subject;
      looking.request(TYPING_DELAY_MILLIS, () -> SubjectFacts.of(subject));
    }
    return Optional.empty();
  }

  /** Forgets what is known, because files may have changed. */
  void forget() {
    asked = null;
    latest = null;
  }

  private void take(SubjectFacts facts) {
    latest = facts;
    listeners.forEach(Runnable::run);
  }
}
