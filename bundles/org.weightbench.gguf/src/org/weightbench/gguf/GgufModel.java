package org.weightbench.gguf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model: the headers of its one or more files, and its tensor data through read-only mappings.
 * Opening reads the headers alone, and of those not the text of strings and arrays. Usable from
 * every thread; after {@link #close()} neither {@link #data} nor strings and arrays of the metadata
 * may be touched, which fails with {@link IllegalStateException}.
 */
public final class GgufModel implements AutoCloseable {
  private final Arena arena;
  private final List<MemorySegment> mappings;
  private final List<GgufFile> shards;
  private final List<TensorInfo> tensors;
  private final Map<String, TensorInfo> byName;
  private final List<GgufProblem> problems;

  private GgufModel(Arena arena, ShardReader shardReader) {
    this.arena = arena;
    mappings = List.copyOf(shardReader.mappings());
    shards = List.copyOf(shardReader.shards());
    byName = shardReader.tensorsByName();
    problems = List.copyOf(shardReader.problems());
    List<TensorInfo> all = new ArrayList<>();
    for (GgufFile shard : shards) {
      all.addAll(shard.tensors());
    }
    tensors = Collections.unmodifiableList(all);
  }

  /**
   * Opens the model that a file belongs to: the file alone, or every shard of a split model, which
   * must lie beside it.
   *
   * @param anyShard the only file, or any one of them
   * @throws GgufException when a file is missing, cannot be read or is no valid GGUF file of
   *     version 2 or 3
   */
  public static GgufModel open(Path anyShard) throws GgufException {
    return open(anyShard, HeaderPages.BY_FAULTS);
  }

  /**
   * Opens the model that a file belongs to.
   *
   * @param pages brings in the headers before they are read
   * @throws GgufException as {@link #open(Path)} does, and when the headers cannot be brought in
   */
  public static GgufModel open(Path anyShard, HeaderPages pages) throws GgufException {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      GgufModel model = new GgufModel(arena, ShardReader.read(anyShard, arena, pages));
      opened = true;
      return model;
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /**
   * Returns the files of the model that a file belongs to in the order of their numbers, as its
   * name tells; opens none of them and does not ask whether they are there.
   *
   * @param anyShard the only file, or any one of them
   */
  public static List<Path> files(Path anyShard) {
    return ShardName.of(anyShard)
        .map(
            name ->
                IntStream.rangeClosed(1, name.count())
                    .mapToObj(number -> anyShard.resolveSibling(name.sibling(number)))
                    .toList())
        .orElse(List.of(anyShard));
  }

  /** Returns the files in the order of their numbers. */
  public List<GgufFile> shards() {
    return shards;
  }

  /** Returns the model's keys and values, which the first shard holds. */
  public Metadata metadata() {
    return shards.getFirst().metadata();
  }

  /** Returns the tensors of all shards, shard by shard in the order of the files' lists. */
  public List<TensorInfo> tensors() {
    return tensors;
  }

  /** Returns the tensor with this name; empty when there is none. */
  public Optional<TensorInfo> tensor(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns the bytes of all tensors, without padding. */
  public long tensorBytes() {
    long bytes = 0;
    for (TensorInfo tensor : tensors) {
      bytes += tensor.byteSize();
    }
    return bytes;
  }

  /** Returns the bytes of all files. */
  public long fileBytes() {
    long bytes = 0;
    for (GgufFile shard : shards) {
      bytes += shard.byteSize();
    }
    return bytes;
  }

  /** Returns what is wrong, or would be refused by ggml, while the rest stays readable. */
  public List<GgufProblem> problems() {
    return problems;
  }

  /**
   * Returns a tensor's data, read-only and without copying; pages come from the file when touched.
   *
   * @param tensor one of {@link #tensors()}
   * @throws IllegalArgumentException when the tensor is not of this model
   * @throws IllegalStateException when the model is closed
   */
  public MemorySegment data(TensorInfo tensor) {
    TensorInfo own = byName.get(tensor.name());
    if (own != tensor && !tensor.equals(own)) {
      throw new IllegalArgumentException(
          "tensor " + DisplayText.quoted(tensor.name()) + " is not one of this model");
    }
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("the model is closed");
    }
    return mappings.get(tensor.shard()).asSlice(tensor.fileOffset(), tensor.byteSize());
  }

  /**
   * Unmaps the files. Calling it again has no effect.
   *
   * @throws IllegalStateException when a thread is just accessing the data
   */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
