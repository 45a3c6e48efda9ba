package org.weightbench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.internal.LoadRun;
import org.weightbench.load.internal.WarmUp;

/** Loads models: the measured act. */
public final class Loader {
  private static final long PROGRESS_NANOS = 20_000_000;

  private Loader() {}

  /**
   * Loads the tensors that the settings select. When the settings have a simulated consumer, it
   * takes layer by layer as they become ready, holds each for its time, and gives it back; what the
   * window then has no room for is not part of the result.
   *
   * @param model the file, or any shard of a split model
   * @param settings how
   * @param progress is told file bytes done, on the calling thread, several times a second
   * @return the tensors and the report; the caller closes it
   * @throws LoadException when it cannot be done; everything is released then
   * @throws CancelledException when the progress asked to stop; everything is released then
   * @throws IllegalArgumentException when the settings have a {@link LoadSettings#contradiction()}
   */
  public static LoadedModel load(Path model, LoadSettings settings, Progress progress)
      throws LoadException, CancelledException {
    return load(model, settings, _ -> true, progress);
  }

  /**
   * Loads some of the tensors that the settings select; only their bytes are read, and small gaps
   * between them.
   *
   * @param wanted says which tensors
   * @see #load(Path, LoadSettings, Progress)
   */
  public static LoadedModel load(
      Path model, LoadSettings settings, Predicate<TensorInfo> wanted, Progress progress)
      throws LoadException, CancelledException {
    LoadRun run = LoadRun.start(model, settings, wanted, progress);
    boolean loaded = false;
    try {
      LoadedModel result =
          settings.consume().isPresent()
              ? consume(run, settings.consume().get(), progress)
              : awaitAll(run, progress);
      loaded = true;
      return result;
    } finally {
      if (!loaded) {
        run.close();
      }
    }
  }

  private static LoadedModel awaitAll(LoadRun run, Progress progress)
      throws LoadException, CancelledException {
    run.awaitAll(progress);
    return new LoadedModel(run, run.finish());
  }

  private static LoadedModel consume(LoadRun run, Duration perLayer, Progress progress)
      throws LoadException, CancelledException {
    try (LayerStream stream = new LayerStream(run, progress)) {
      for (Optional<LoadedLayer> next = stream.next(); next.isPresent(); next = stream.next()) {
        try (LoadedLayer _ = next.get()) {
          hold(perLayer.toNanos(), progress);
        }
      }
      return stream.keep();
    }
  }

  private static void hold(long nanos, Progress progress) throws CancelledException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
      if (progress.cancelled() || Thread.currentThread().isInterrupted()) {
        throw new CancelledException();
      }
      LockSupport.parkNanos(Math.min(left, PROGRESS_NANOS));
    }
  }

  /**
   * Loads a small file of its own again and again with these settings, so that Java has linked the
   * system calls and compiled the kernels before a load is measured. Touches no model.
   *
   * @param settings how the measured load will be done; a strategy that the folder for temporary
   *     files does not take is replaced by {@code read} here
   * @param types the tensor types that it will meet
   * @throws IOException when the small file cannot be written or loaded
   */
  public static void warmUp(LoadSettings settings, Collection<TensorType> types)
      throws IOException {
    WarmUp.run(settings, types);
  }
}
