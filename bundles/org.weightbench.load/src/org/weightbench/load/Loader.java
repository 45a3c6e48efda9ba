package org.weightbench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Predicate;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.internal.LoadRun;
import org.weightbench.load.internal.WarmUp;

/** Loads models: the measured act. */
public final class Loader {
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
    LoadRun.Result result = new LoadRun(model, settings).run(wanted, progress);
    return new LoadedModel(result.plan(), result.report(), result.segments(), result.resources());
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
