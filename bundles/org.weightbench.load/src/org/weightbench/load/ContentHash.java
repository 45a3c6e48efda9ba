package org.weightbench.load;

import java.nio.file.Path;
import java.util.List;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.load.internal.ContentHasher;
import org.weightbench.load.internal.ReferenceContent;

/**
 * Names the content of delivered tensors: equal for every strategy, thread count and chunk size.
 *
 * @param hex SHA-256 in lower-case hexadecimal digits over, for each tensor in the order of the
 *     UTF-8 bytes of its name: the name, a zero byte, the name of the delivered type, a zero byte,
 *     the SHA-256 of the tensor's bytes
 */
public record ContentHash(String hex) {
  /**
   * Computes what every load of a whole model must give; see the other method.
   *
   * @throws GgufException when the model cannot be read
   * @throws LoadException when a tensor cannot be delivered in that form
   */
  public static ContentHash reference(Path model, Deliver deliver, int threads)
      throws GgufException, LoadException {
    return reference(model, deliver, TensorSelection.ALL, threads);
  }

  /**
   * Computes what every load of these tensors must give, from the file itself: by none of the
   * strategies, tensor by tensor out of the reader's own mapping.
   *
   * @param model the file, or any shard of a split model
   * @param deliver the form; mapped and copied give the same
   * @param selection the tensors
   * @param threads threads to hash with, at least 1
   * @throws GgufException when the model cannot be read
   * @throws LoadException when a tensor cannot be delivered in that form
   */
  public static ContentHash reference(
      Path model, Deliver deliver, TensorSelection selection, int threads)
      throws GgufException, LoadException {
    try (GgufModel opened = GgufModel.open(model)) {
      List<Path> shards = opened.shards().stream().map(GgufFile::path).toList();
      return new ContentHasher(shards)
          .hash(ReferenceContent.of(opened, deliver, selection), threads);
    }
  }
}
