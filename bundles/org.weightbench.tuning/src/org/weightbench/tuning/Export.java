package org.weightbench.tuning;

import java.util.List;
import java.util.Optional;
import org.weightbench.tuning.internal.JavaExport;
import org.weightbench.tuning.internal.KtransformersExport;
import org.weightbench.tuning.internal.LlamaCppExport;
import org.weightbench.tuning.internal.OllamaExport;
import org.weightbench.tuning.internal.ShellExport;
import org.weightbench.tuning.internal.UdevExport;
import org.weightbench.tuning.internal.VllmExport;

/** Writes a profile in the terms of something else. An export has no state. */
public interface Export {

  /** Returns the word by which it is chosen. */
  String id();

  /** Returns what it is for, with the version that it was written for. */
  String title();

  /**
   * Writes a profile. What the other side has no setting for is said in a comment.
   *
   * @return text that ends with a line end
   */
  String write(TuningProfile profile);

  /** Returns all exports. */
  static List<Export> all() {
    return List.of(
        new ShellExport(),
        new UdevExport(),
        new LlamaCppExport(),
        new KtransformersExport(),
        new VllmExport(),
        new OllamaExport(),
        new JavaExport());
  }

  /** Finds an export by its word. */
  static Optional<Export> named(String id) {
    return all().stream().filter(export -> export.id().equals(id)).findFirst();
  }
}
