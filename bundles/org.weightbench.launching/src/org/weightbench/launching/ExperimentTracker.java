package org.weightbench.launching;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.ILaunchesListener;

/** Hears of every experiment of a launch manager, of those that run already and those to come. */
public final class ExperimentTracker implements AutoCloseable {
  private final ILaunchManager launches;
  private final ExperimentListener listener;
  private final ILaunchesListener hook;

  /**
   * Starts to listen.
   *
   * @param launches where experiments are launched
   * @param listener hears of them on the threads that read their events
   */
  public ExperimentTracker(ILaunchManager launches, ExperimentListener listener) {
    this.launches = launches;
    this.listener = listener;
    this.hook =
        new ILaunchesListener() {
          @Override
          public void launchesAdded(ILaunch[] added) {
            attach(added);
          }

          @Override
          public void launchesChanged(ILaunch[] changed) {
            attach(changed);
          }

          @Override
          public void launchesRemoved(ILaunch[] removed) {
            detach(removed);
          }
        };
    launches.addLaunchListener(hook);
    attach(launches.getLaunches());
  }

  /** Returns the experiments that are known now, finished ones too. */
  public List<RunningExperiment> experiments() {
    return Stream.of(launches.getLaunches())
        .flatMap(launch -> RunningExperiment.of(launch).stream())
        .toList();
  }

  @Override
  public void close() {
    launches.removeLaunchListener(hook);
    detach(launches.getLaunches());
  }

  private void attach(ILaunch[] some) {
    for (ILaunch launch : some) {
      RunningExperiment.of(launch).forEach(experiment -> experiment.addListener(listener));
    }
  }

  private void detach(ILaunch[] some) {
    for (ILaunch launch : some) {
      RunningExperiment.of(launch).forEach(experiment -> experiment.removeListener(listener));
    }
  }
}
