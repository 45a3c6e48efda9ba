package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Answers modal dialogs, which hold up the code that opens them. */
public final class Dialogs {
  private static final int WAIT_MILLIS = 20;

  private Dialogs() {}

  /** An action that opens a dialog. */
  @FunctionalInterface
  public interface Opening {
    void run() throws Exception;
  }

  /**
   * Runs an action and does something to the dialog that it opens, which must close it.
   *
   * @param title title of the dialog
   */
  public static void answer(String title, Opening opening, Consumer<Shell> answer)
      throws Exception {
    AtomicBoolean answered = new AtomicBoolean();
    await(
        Display.getCurrent(),
        title,
        shell -> {
          answered.set(true);
          answer.accept(shell);
        });
    opening.run();
    Workbench.await("the dialog '" + title + "'", answered::get);
    Workbench.settle();
    assertTrue(find(Display.getCurrent(), title).isEmpty(), title + " is still open");
  }

  private static void await(Display display, String title, Consumer<Shell> answer) {
    display.timerExec(
        WAIT_MILLIS,
        () -> find(display, title).ifPresentOrElse(answer, () -> await(display, title, answer)));
  }

  private static Optional<Shell> find(Display display, String title) {
    return Arrays.stream(display.getShells())
        .filter(shell -> shell.isVisible() && shell.getText().equals(title))
        .findFirst();
  }
}
