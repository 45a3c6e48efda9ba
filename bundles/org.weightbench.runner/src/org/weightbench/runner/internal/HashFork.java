package org.weightbench.runner.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.weightbench.experiment.Cell;
import org.weightbench.gguf.Progress;
import org.weightbench.load.ContentHash;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.TensorSelection;

/**
 * Main of a process that hashes a model once, as it is in the file or as a load delivers it. It has
 * a process of its own so that running out of memory or a damaged file ends it and not the runner.
 */
public final class HashFork {
  private HashFork() {}

  /**
   * What to hash.
   *
   * @param model the model's file, or any of its shards
   * @param deliver the form whose reference is wanted, by the name of the constant; empty to load
   * @param tensors which tensors the reference is of, as {@link TensorSelection#text}
   * @param cell the settings to load with
   * @param answer where the {@link Answer} goes
   */
  record Request(String model, String deliver, String tensors, Cell cell, String answer) {}

  /**
   * What came of it; one of both is empty.
   *
   * @param hash the content hash
   * @param problem why there is none
   */
  record Answer(String hash, String problem) {}

  /**
   * Hashes.
   *
   * @param arguments the file of the request
   * @throws IOException when the answer cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    ParentWatch.start();
    Request request = RunnerJson.read(Path.of(arguments[0]), Request.class);
    Answer answer;
    try {
      answer = new Answer(hash(request).hex(), "");
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(new PrintStream(System.err, true, StandardCharsets.UTF_8));
      answer = new Answer("", Explain.message(e));
    }
    RunnerJson.write(Path.of(request.answer()), answer);
  }

  private static ContentHash hash(Request request) throws IOException {
    Path model = Path.of(request.model());
    int threads = Runtime.getRuntime().availableProcessors();
    if (!request.deliver().isEmpty()) {
      return ContentHash.reference(
          model,
          Deliver.valueOf(request.deliver()),
          TensorSelection.of(request.tensors()),
          threads);
    }
    LoadSettings whole = request.cell().loadSettings().withoutConsume();
    try (LoadedModel loaded = Loader.load(model, whole, Progress.NONE)) {
      return loaded.contentHash(threads);
    }
  }
}
