package org.weightbench.ui.internal;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.weightbench.ui.internal.preferences.UnitPreferences;

/**
 * Work that reads files or computes in a job and hands its result to the user interface thread. A
 * new request replaces the one before: the result of an older one is dropped. All methods are for
 * the user interface thread. Nothing is handed over once the owner is disposed. Work and what takes
 * its result write quantities in the units that people prefer.
 *
 * @param <T> type of the result
 */
public final class Background<T> {
  /** Family of all these jobs. */
  public static final Object FAMILY = Background.class;

  private final String title;
  private final Control owner;
  private final Consumer<T> receiver;
  private final Consumer<Exception> failure;
  private int generation;
  private Job job = Job.create("", (IProgressMonitor _) -> Status.OK_STATUS);

  /**
   * Creates background work.
   *
   * @param title title of the job, for people
   * @param owner control whose disposal ends it
   * @param receiver takes the result on the user interface thread
   * @param failure takes what was thrown instead, on the user interface thread
   */
  public Background(
      String title, Control owner, Consumer<T> receiver, Consumer<Exception> failure) {
    this.title = title;
    this.owner = owner;
    this.receiver = receiver;
    this.failure = failure;
    owner.addDisposeListener(_ -> job.cancel());
  }

  /**
   * Work that takes long enough to be shown.
   *
   * @param <T> type of the result
   */
  @FunctionalInterface
  public interface Work<T> {

    /** Works; ends early with an {@link OperationCanceledException} when the monitor says so. */
    T call(IProgressMonitor monitor) throws Exception;
  }

  /**
   * Starts short work after a delay, in place of work that was asked for earlier.
   *
   * @param work what is done on another thread
   */
  public void request(long delayMillis, Callable<T> work) {
    schedule(delayMillis, true, _ -> work.call());
  }

  /**
   * Starts work that people see and can cancel, in place of work that was asked for earlier.
   *
   * @param work what is done on another thread
   */
  public void start(Work<T> work) {
    schedule(0, false, work);
  }

  /** Ends the work; nothing is handed over any more. */
  public void cancel() {
    generation++;
    job.cancel();
  }

  private void schedule(long delayMillis, boolean system, Work<T> work) {
    job.cancel();
    int own = ++generation;
    Display display = owner.getDisplay();
    job =
        new Job(title) {
          @Override
          protected IStatus run(IProgressMonitor monitor) {
            try {
              T result = UnitPreferences.units().during(() -> work.call(monitor));
              hand(display, own, () -> receiver.accept(result));
            } catch (OperationCanceledException _) {
              return Status.CANCEL_STATUS;
            } catch (Exception e) {
              hand(display, own, () -> failure.accept(e));
            }
            return Status.OK_STATUS;
          }

          @Override
          public boolean belongsTo(Object family) {
            return family == FAMILY;
          }
        };
    job.setSystem(system);
    job.schedule(delayMillis);
  }

  private void hand(Display display, int own, Runnable action) {
    if (display.isDisposed()) {
      return;
    }
    display.asyncExec(
        () -> {
          if (!owner.isDisposed() && own == generation) {
            UnitPreferences.write(action);
          }
        });
  }
}
