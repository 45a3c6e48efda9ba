package org.weightbench.launching.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.model.IStreamMonitor;
import org.eclipse.debug.core.model.IStreamsProxy;
import org.eclipse.debug.core.model.RuntimeProcess;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.launching.RunningExperiment;

/**
 * The runner's process in a launch. Its standard output goes to the {@link RunningExperiment}, its
 * standard error to the console. The first {@link #terminate()} asks it to stop, which it does
 * after putting its folder in order; a second one kills it.
 */
public final class RunnerProcess extends RuntimeProcess {
  private static final int CHUNK_CHARS = 4096;

  private final RunningExperiment experiment;
  private final ConsoleText output;
  private final ConsoleText error;
  private final CountDownLatch streamsRead;
  private volatile boolean askedToStop;

  /**
   * Adds a process to a launch and starts to listen to it.
   *
   * @param launch the launch
   * @param process the runner, just started
   * @param label name for people
   * @param attributes attributes of the process, such as its command line
   * @param experiment what hears the events
   */
  public RunnerProcess(
      ILaunch launch,
      Process process,
      String label,
      Map<String, String> attributes,
      RunningExperiment experiment) {
    this.experiment = experiment;
    this.output = new ConsoleText();
    this.error = new ConsoleText();
    this.streamsRead = new CountDownLatch(2);
    super(launch, process, label, attributes);
  }

  @Override
  protected void startStreams() {
    Process process = getSystemProcess();
    String name = experiment.label();
    Thread.ofPlatform().daemon().name(name + ": events").start(() -> readEvents(process));
    Thread.ofPlatform().daemon().name(name + ": console").start(() -> readText(process));
  }

  @Override
  protected IStreamsProxy createStreamsProxy() {
    return new IStreamsProxy() {
      @Override
      public IStreamMonitor getOutputStreamMonitor() {
        return output;
      }

      @Override
      public IStreamMonitor getErrorStreamMonitor() {
        return error;
      }

      @Override
      public void write(String input) throws IOException {
        throw new IOException("the runner reads no input");
      }
    };
  }

  @Override
  public void terminate() {
    Process process = getSystemProcess();
    if (process == null || isTerminated()) {
      return;
    }
    if (askedToStop) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    } else {
      askedToStop = true;
      askToStop(process);
    }
  }

  /**
   * By its handle, because {@link Process#destroy()} would close the streams before the last event.
   */
  private static void askToStop(Process process) {
    process.toHandle().destroy();
  }

  @Override
  protected void terminated() {
    try {
      streamsRead.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    super.terminated();
  }

  @Override
  public <T> @Nullable T getAdapter(Class<T> adapter) {
    return adapter.isInstance(experiment) ? adapter.cast(experiment) : super.getAdapter(adapter);
  }

  private void readEvents(Process process) {
    try (BufferedReader lines = reader(process.getInputStream())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      error.append(e.getMessage() + "\n");
    } finally {
      end(process);
    }
  }

  private void take(String line) {
    ExperimentEvent event;
    try {
      event = ExperimentEvent.fromJson(line);
    } catch (IOException _) {
      output.append(line + "\n");
      return;
    }
    try {
      experiment.accept(event);
    } catch (RuntimeException e) {
      ILog.of(RunnerProcess.class).error("A listener of the experiment failed.", e);
    }
  }

  private void end(Process process) {
    try {
      experiment.ended(process.waitFor());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      streamsRead.countDown();
    }
  }

  private void readText(Process process) {
    try (Reader text = reader(process.getErrorStream())) {
      char[] chunk = new char[CHUNK_CHARS];
      for (int count = text.read(chunk); count >= 0; count = text.read(chunk)) {
        output.append(new String(chunk, 0, count));
      }
    } catch (IOException e) {
      error.append(e.getMessage() + "\n");
    } finally {
      streamsRead.countDown();
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }
}
