package org.weightbench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.load.internal.LoadRun;

/**
 * Hands over the tensors of a model layer by layer, each as soon as it is ready, while the next
 * ones are read and dequantized in the background. {@link LoadSettings#windowBytes()} bounds the
 * memory: layers that the consumer has closed make room for later ones, whose places they share.
 *
 * <pre>{@code
 * try (LayerStream stream = LayerStream.open(model, settings.withWindowBytes(2L << 30))) {
 *   for (var next = stream.next(); next.isPresent(); next = stream.next()) {
 *     try (LoadedLayer layer = next.get()) {
 *       use(layer);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>One thread takes layers at a time; layers themselves may be used and closed by any thread.
 * With a window, whoever holds all layers that fit and asks for one more waits for ever: close some
 * first. {@link #close} may be called by any thread at any time; a thread that waits in {@link
 * #next} then gets a {@link CancelledException}.
 */
public final class LayerStream implements AutoCloseable {
  private final LoadRun run;
  private final Progress progress;
  private final List<LoadedLayer> handedOver = new ArrayList<>();
  private int next;
  private long firstLayerNanos;
  private long stallNanos;
  private long consumeNanos;
  private long lastGivenBackNanos;
  private boolean closed;
  private @Nullable LoadReport report;

  LayerStream(LoadRun run, Progress progress) {
    this.run = run;
    this.progress = progress;
    this.lastGivenBackNanos = run.startNanos();
  }

  /**
   * Begins to load a model in the background.
   *
   * @param model the file, or any shard of a split model
   * @param settings how; the order becomes {@link ReadOrder#LAYER}, and a simulated consumer's time
   *     means nothing here
   * @throws LoadException when it cannot be done; everything is released then
   */
  public static LayerStream open(Path model, LoadSettings settings) throws LoadException {
    LoadSettings streamed =
        settings.withOrder(ReadOrder.LAYER).withConsume(settings.consume().orElse(Duration.ZERO));
    try {
      return new LayerStream(
          LoadRun.start(model, streamed, _ -> true, Progress.NONE), Progress.NONE);
    } catch (CancelledException e) {
      throw new IllegalStateException("nobody asked to stop", e);
    }
  }

  /** Returns what will be handed over, in this order. */
  public List<LayerGroup> groups() {
    return run.plan().groups();
  }

  /**
   * Waits for the next layer.
   *
   * @return the layer, which the caller closes; empty when all were handed over
   * @throws LoadException when it cannot be loaded; layers handed over before stay usable
   * @throws CancelledException when the stream was closed, or this thread was interrupted
   * @throws IllegalStateException when the stream was closed before
   */
  public Optional<LoadedLayer> next() throws LoadException, CancelledException {
    requireOpen();
    if (next == groups().size()) {
      return Optional.empty();
    }
    int group = next++;
    long askedNanos = group == 0 ? run.startNanos() : System.nanoTime();
    run.awaitGroup(group, progress);
    long readyNanos = System.nanoTime();
    return Optional.of(handOver(group, askedNanos, readyNanos));
  }

  private synchronized LoadedLayer handOver(int group, long askedNanos, long readyNanos)
      throws CancelledException {
    if (closed) {
      throw new CancelledException();
    }
    stallNanos += readyNanos - askedNanos;
    if (group == 0) {
      firstLayerNanos = readyNanos - run.startNanos();
    }
    LoadedLayer layer =
        new LoadedLayer(groups().get(group), run::segment, () -> givenBack(group, readyNanos));
    handedOver.add(layer);
    return layer;
  }

  private synchronized void givenBack(int group, long readyNanos) {
    lastGivenBackNanos = System.nanoTime();
    consumeNanos += lastGivenBackNanos - readyNanos;
    run.giveBack(group);
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the stream of layers is closed");
    }
  }

  /**
   * Reports what was done, with {@link LoadReport#stream()}; the time ends when the last layer was
   * given back.
   *
   * @throws IllegalStateException when not all layers were handed over and given back, or the
   *     stream was closed before
   */
  public synchronized LoadReport report() {
    LoadReport made = report;
    if (made == null) {
      requireOpen();
      if (next < groups().size() || handedOver.stream().anyMatch(layer -> !layer.closed())) {
        throw new IllegalStateException("not all layers were handed over and given back yet");
      }
      StreamReport stream =
          new StreamReport(next, firstLayerNanos, stallNanos, consumeNanos, run.peakWindowBytes());
      made = run.finish(lastGivenBackNanos, stream);
      report = made;
    }
    return made;
  }

  /** Ends the stream and returns what lies in memory after all layers were given back. */
  synchronized LoadedModel keep() {
    LoadedModel kept = new LoadedModel(run, report());
    closed = true;
    return kept;
  }

  /**
   * Stops loading, and releases all layers; a second call does nothing.
   *
   * @throws IllegalStateException while another thread's native call uses a tensor
   */
  @Override
  public void close() {
    List<LoadedLayer> open;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      open = List.copyOf(handedOver);
    }
    run.stop();
    open.forEach(LoadedLayer::close);
    run.close();
  }
}
