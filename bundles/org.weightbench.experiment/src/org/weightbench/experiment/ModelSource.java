package org.weightbench.experiment;

import java.nio.file.Path;

/** Where the model of an experiment comes from. */
public sealed interface ModelSource {

  /**
   * A model that exists.
   *
   * @param path the file, or any shard of a split model; absolute
   */
  record ModelFile(Path path) implements ModelSource {}

  /**
   * A model that is made when it does not exist yet.
   *
   * @param bytes its approximate size
   * @param mix quantization mix or tensor type, such as {@code Q4_K_M}
   * @param seed seed of its weights
   */
  record Synthesized(long bytes, String mix, long seed) implements ModelSource {

    /** Returns the name of the file, which tells all that decides its content. */
    public String fileName() {
      String size = Quantities.exactBytes(bytes).replace(" ", "");
      return "llama-" + size + "-" + mix + "-seed" + seed + ".gguf";
    }
  }

  /**
   * Returns the file of the model.
   *
   * @param resultsRoot folder that holds result folders; synthesized models live in its {@code
   *     models}
   */
  default Path resolve(Path resultsRoot) {
    return switch (this) {
      case ModelFile(Path path) -> path;
      case Synthesized made -> resultsRoot.resolve("models").resolve(made.fileName());
    };
  }
}
