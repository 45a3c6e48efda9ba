package org.weightbench.ui.internal.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.weightbench.gguf.ArrayValue;
import org.weightbench.gguf.BoolValue;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.FloatValue;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufProblem;
import org.weightbench.gguf.IntegerValue;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.StringValue;
import org.weightbench.gguf.TensorInfo;

/**
 * What the editor knows of a model. It keeps no file open or mapped, because mapped pages cannot be
 * evicted and an open editor must not spoil cold measurements.
 *
 * @param path the file that was opened
 * @param readable whether the header could be read; if not, only the problems say something
 * @param shards the model's files
 * @param tensors its tensors
 * @param metadata its keys and values
 * @param problems what is wrong
 */
record GgufDocument(
    Path path,
    boolean readable,
    List<Shard> shards,
    List<TensorInfo> tensors,
    List<Entry> metadata,
    List<GgufProblem> problems) {
  private static final int LONGEST_TEXT = 1 << 16;

  /**
   * A file of a model.
   *
   * @param path where it is
   * @param version version of the format
   * @param alignment what every tensor's place is a multiple of, in bytes
   * @param dataOffset where tensor data starts, in bytes
   * @param bytes its size
   * @param tensors number of its tensors
   */
  record Shard(Path path, int version, int alignment, long dataOffset, long bytes, int tensors) {}

  /**
   * A key and its value.
   *
   * @param key the key
   * @param type the type in the file, for people
   * @param text the value; for an array only how many elements it has
   * @param arraySize number of elements; -1 where the value is no array
   */
  record Entry(String key, String type, String text, int arraySize) {
    boolean array() {
      return arraySize >= 0;
    }
  }

  /** Copies the lists. */
  GgufDocument {
    shards = List.copyOf(shards);
    tensors = List.copyOf(tensors);
    metadata = List.copyOf(metadata);
    problems = List.copyOf(problems);
  }

  /** Reads the headers of a model. It reads files: call it in a job. */
  static GgufDocument read(Path path) {
    try (GgufModel model = GgufModel.open(path)) {
      List<Entry> entries = new ArrayList<>();
      for (String key : model.metadata().keys()) {
        entries.add(entry(key, model.metadata().get(key).orElseThrow()));
      }
      return new GgufDocument(
          path,
          true,
          model.shards().stream().map(GgufDocument::shard).toList(),
          model.tensors(),
          entries,
          model.problems());
    } catch (GgufException e) {
      GgufProblem fatal = new GgufProblem(e.file(), e.byteOffset(), e.found(), e.expected());
      return new GgufDocument(path, false, List.of(), List.of(), List.of(), List.of(fatal));
    }
  }

  /**
   * Reads some elements of an array. It reads files: call it in a job.
   *
   * @return their texts; empty where the file has changed and the array is gone
   */
  static List<String> elements(Path path, String key, int from, int count) throws IOException {
    try (GgufModel model = GgufModel.open(path)) {
      return model
          .metadata()
          .array(key)
          .map(
              array ->
                  IntStream.range(from, Math.min(array.size(), from + count))
                      .mapToObj(element -> text(array.get(element)))
                      .toList())
          .orElse(List.of());
    }
  }

  /** Returns a key's value as text, or a text that stands for it where the key is missing. */
  String text(String key, String otherwise) {
    return metadata.stream()
        .filter(entry -> entry.key().equals(key))
        .map(Entry::text)
        .findFirst()
        .orElse(otherwise);
  }

  /** Returns the bytes of all tensors. */
  long tensorBytes() {
    return tensors.stream().mapToLong(TensorInfo::byteSize).sum();
  }

  /** Returns the bytes of all files. */
  long fileBytes() {
    return shards.stream().mapToLong(Shard::bytes).sum();
  }

  /** Returns the number of weights of all tensors. */
  long weights() {
    return tensors.stream().mapToLong(TensorInfo::weights).sum();
  }

  private static Shard shard(GgufFile file) {
    return new Shard(
        file.path(),
        file.version(),
        file.alignment(),
        file.dataOffset(),
        file.byteSize(),
        file.tensors().size());
  }

  private static Entry entry(String key, MetadataValue value) {
    return value instanceof ArrayValue array
        ? new Entry(
            key,
            array.elementType().name().toLowerCase(Locale.ROOT) + "[]",
            array.toString(),
            array.size())
        : new Entry(key, value.type().name().toLowerCase(Locale.ROOT), text(value), -1);
  }

  private static String text(MetadataValue value) {
    return switch (value) {
      case StringValue string -> cut(DisplayText.of(string.value()));
      case IntegerValue integer -> integer.toString();
      case FloatValue number -> String.valueOf(number.value());
      case BoolValue bool -> String.valueOf(bool.value());
      case ArrayValue array -> array.toString();
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
