package org.weightbench.load;

import java.io.IOException;
import java.nio.file.Path;
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
   * Loads every tensor of a model.
   *
   * @param model the file, or any shard of a split model
   * @param settings how
   * @param progress is told file bytes done, on the calling thread, several times a second
   * @return the tensors and the report; the caller closes it
   * @throws LoadException when it cannot be done; everything is released then
   * @throws CancelledException when the progress asked to stop; everything is released then
   */
  public static LoadedModel load(Path model, LoadSettings settings, Progress progress)
      throws LoadException, CancelledException {
    return load(model, settings, _ -> true, progress);
  }

  /**
   * Loads some tensors of a model; only their bytes are read, and small gaps between them.
   *
   * @param wanted says which tensors
   * @see #load(Path, LoadSettings, Progress)
   */
  public static LoadedModel load(
      Path model, LoadSettings settings, Predicate<TensorInfo> wanted, Progress progress)
      throws LoadException, CancelledException {
    if (settings.consume().isPresent()) {
      throw new IllegalArgumentException(
          "a load with a simulated consumer keeps no model; use Loader.consume");
    }
    LoadRun run = LoadRun.start(model, settings, wanted, progress);
    boolean loaded = false;
    try {
      run.awaitAll(progress);
      LoadedModel result = new LoadedModel(run, run.finish());
      loaded = true;
      return result;
    } finally {
      if (!loaded) {
        run.close();
      }
    }
  }

  /**
   * Loads a model layer by layer for a simulated consumer, which holds each for the time that the
   * settings say and then gives it back.
   *
   * @param settings with {@link LoadSettings#withConsume}
   * @param progress is told file bytes done, on the calling thread, several times a second
   * @return the report, with {@link LoadReport#stream()}; nothing is held any more
   * @throws LoadException when it cannot be done; everything is released then
   * @throws CancelledException when the progress asked to stop; everything is released then
   */
  public static LoadReport consume(Path model, LoadSettings settings, Progress progress)
      throws LoadException, CancelledException {
    long perLayerNanos =
        settings
            .consume()
            .orElseThrow(
                () -> new IllegalArgumentException("the settings name no time for a layer"))
            .toNanos();
    try (LayerStream stream = LayerStream.open(model, settings, progress)) {
      for (Optional<LoadedLayer> next = stream.next(); next.isPresent(); next = stream.next()) {
        try (LoadedLayer _ = next.get()) {
          hold(perLayerNanos, progress);
        }
      }
      return stream.report();
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
