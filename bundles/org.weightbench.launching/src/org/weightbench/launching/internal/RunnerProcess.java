package org.weightbench.launching.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
 * after putting its folder in order; a second one kills it. What is kept of it on the disk is
 * removed when its end is seen.
 */
public final class RunnerProcess extends RuntimeProcess {
  private static final int CHUNK_CHARS = 4096;
  private static final int STREAMS = 2;

  private final RunningExperiment experiment;
  private final DetachedProcess runner;
  private final RunRecord record;
  private final ConsoleText output;
  private final ConsoleText error;
  private final AtomicInteger unread;
  private final CountDownLatch streamsRead;
  private volatile boolean askedToStop;
  private volatile boolean left;

  /**
   * Adds a process to a launch and starts to listen to it.
   *
   * @param launch the launch
   * @param process the runner
   * @param record what is kept of it
   * @param label name for people
   * @param attributes attributes of the process, such as its command line
   * @param experiment what hears the events
   */
  public RunnerProcess(
      ILaunch launch,
      DetachedProcess process,
      RunRecord record,
      String label,
      Map<String, String> attributes,
      RunningExperiment experiment) {
    this.experiment = experiment;
    this.runner = process;
    this.record = record;
    this.output = new ConsoleText();
    this.error = new ConsoleText();
    this.unread = new AtomicInteger(STREAMS);
    this.streamsRead = new CountDownLatch(1);
    super(launch, process, label, attributes);
  }

  @Override
  protected void startStreams() {
    String name = experiment.label();
    Thread.ofPlatform().daemon().name(name + ": events").start(this::readEvents);
    Thread.ofPlatform().daemon().name(name + ": console").start(this::readText);
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
    if (left || isTerminated()) {
      return;
    }
    if (askedToStop) {
      runner.destroyForcibly();
    } else {
      askedToStop = true;
      runner.destroy();
    }
  }

  /**
   * Follows the runner no longer, which runs on; a later session finds it.
   *
   * @throws IOException when that it is left alone cannot be written; a later session finds it all
   *     the same, since this one is no more then
   */
  public void leave() throws IOException {
    letGo();
    record.watchedBy(ProcessId.NONE).write();
  }

  /**
   * Asks the runner to stop and does not wait for that; no later session hears of it.
   *
   * @throws IOException when what is kept of it cannot be removed
   */
  public void stopUnseen() throws IOException {
    terminate();
    letGo();
    record.delete();
  }

  private void letGo() {
    left = true;
    runner.letGo();
    experiment.leave();
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

  /** When both are read, what is kept on the disk is needed no more. */
  private void streamRead() {
    if (unread.decrementAndGet() > 0) {
      return;
    }
    try {
      if (!left) {
        record.delete();
      }
    } catch (IOException e) {
      ILog.of(RunnerProcess.class).warn("What a runner left cannot be removed.", e);
    } finally {
      streamsRead.countDown();
    }
  }

  private void readEvents() {
    try (BufferedReader lines = reader(runner.getInputStream())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      error.append(e.getMessage() + "\n");
    } finally {
      end();
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

  private void end() {
    try {
      if (!left) {
        experiment.ended(runner.waitFor());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      streamRead();
    }
  }

  private void readText() {
    try (Reader text = reader(runner.getErrorStream())) {
      char[] chunk = new char[CHUNK_CHARS];
      for (int count = text.read(chunk); count >= 0; count = text.read(chunk)) {
        output.append(new String(chunk, 0, count));
      }
    } catch (IOException e) {
      error.append(e.getMessage() + "\n");
    } finally {
      streamRead();
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }
}
