package org.weightbench.launching;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.debug.core.ILaunch;
import org.weightbench.experiment.ExperimentEvent;

/**
 * An experiment that was launched: the model that views show. Processes of launches adapt to it.
 * Usable from every thread.
 */
public final class RunningExperiment {
  private final String label;
  private final List<ExperimentListener> listeners = new CopyOnWriteArrayList<>();
  private final Runnable stop;
  private volatile ExperimentProgress progress = ExperimentProgress.START;
  private volatile ExperimentCells cells = ExperimentCells.NONE;
  private volatile boolean pausing;
  private volatile boolean left;

  /**
   * Creates an experiment that has not told anything yet.
   *
   * @param label name for people, that of the launch configuration
   * @param stop asks the runner to stop
   */
  public RunningExperiment(String label, Runnable stop) {
    this.label = label;
    this.stop = stop;
  }

  /**
   * Returns the experiments of a launch; empty when it is of another type, and when it is a group,
   * whose experiments are those of its launches.
   */
  public static List<RunningExperiment> of(ILaunch launch) {
    return Stream.of(launch.getProcesses())
        .filter(process -> process.getLaunch() == launch)
        .map(process -> process.getAdapter(RunningExperiment.class))
        .filter(experiment -> experiment != null)
        .toList();
  }

  /** Returns the name for people. */
  public String label() {
    return label;
  }

  /** Returns how far it is. */
  public ExperimentProgress progress() {
    return progress;
  }

  /** Returns its cells with what was measured so far. */
  public ExperimentCells cells() {
    return cells;
  }

  /** Asks the runner to stop now; the sample that is being measured is lost. */
  public void stop() {
    stop.run();
  }

  /**
   * Asks the runner to stop as soon as the sample that is being measured is in the folder, from
   * which the experiment can be resumed.
   */
  public void pauseAfterSample() {
    pausing = true;
  }

  /** Tells whether it will stop after the sample that is being measured. */
  public boolean isPausing() {
    return pausing && !progress.state().isFinal();
  }

  /** Tells whether it runs on without being listened to any more. */
  public boolean isLeft() {
    return left;
  }

  /** Adds a listener, which does not hear what was told before; adding it again has no effect. */
  public void addListener(ExperimentListener listener) {
    if (!listeners.contains(listener)) {
      listeners.add(listener);
    }
  }

  /** Removes a listener. */
  public void removeListener(ExperimentListener listener) {
    listeners.remove(listener);
  }

  /** Takes an event of the runner; one thread alone does. */
  public void accept(ExperimentEvent event) {
    cells = cells.after(event);
    change(progress.after(event));
    if (pausing && event instanceof ExperimentEvent.SampleFinished) {
      stop.run();
    }
  }

  /** Takes the end of the runner. */
  public void ended(int exitValue) {
    change(progress.afterExit(exitValue));
  }

  /** Listens no more; the listeners are told once. */
  public void leave() {
    left = true;
    change(progress);
  }

  private void change(ExperimentProgress next) {
    boolean over = progress.state().isFinal();
    progress = next;
    if (!over) {
      listeners.forEach(listener -> listener.changed(this, next));
    }
  }
}
