package org.weightbench.launching.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.debug.core.IStreamListener;
import org.eclipse.debug.core.model.IFlushableStreamMonitor;

/**
 * Text for the console. It keeps what was said until somebody shows it. Usable from every thread.
 */
public final class ConsoleText implements IFlushableStreamMonitor {
  private final List<IStreamListener> listeners = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean buffered = true;

  /** Adds text. */
  public void append(String more) {
    synchronized (this) {
      if (buffered) {
        text.append(more);
      }
    }
    listeners.forEach(listener -> listener.streamAppended(more, this));
  }

  @Override
  public void addListener(IStreamListener listener) {
    if (!listeners.contains(listener)) {
      listeners.add(listener);
    }
  }

  @Override
  public void removeListener(IStreamListener listener) {
    listeners.remove(listener);
  }

  @Override
  public synchronized String getContents() {
    return text.toString();
  }

  @Override
  public synchronized void flushContents() {
    text.setLength(0);
  }

  @Override
  public synchronized void setBuffered(boolean buffer) {
    buffered = buffer;
  }

  @Override
  public synchronized boolean isBuffered() {
    return buffered;
  }
}
