package org.weightbench.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model: the headers of its one or more files, and its tensor data through read-only mappings.
 * Opening reads the headers alone, and of those not the text of strings and arrays. Usable from
 * every thread; after {@link #close()} neither {@link #data} nor strings and arrays of the metadata
 * may be touched, which fails with {@link IllegalStateException}.
 */
public final class GgufModel implements AutoCloseable {
  private static final String SPLIT_COUNT = "split.count";
  private static final String SPLIT_NUMBER = "split.no";
  private static final String SPLIT_TENSORS = "split.tensors.count";

  private final Arena arena;
  private final List<MemorySegment> mappings;
  private final List<GgufFile> shards;
  private final List<TensorInfo> tensors;
  private final Map<String, TensorInfo> byName;
  private final List<GgufProblem> problems;

  private GgufModel(
      Arena arena,
      List<MemorySegment> mappings,
      List<GgufFile> shards,
      Map<String, TensorInfo> byName,
      List<GgufProblem> problems) {
    this.arena = arena;
    this.mappings = List.copyOf(mappings);
    this.shards = List.copyOf(shards);
    this.byName = byName;
    this.problems = List.copyOf(problems);
    List<TensorInfo> all = new ArrayList<>();
    for (GgufFile shard : shards) {
      all.addAll(shard.tensors());
    }
    this.tensors = Collections.unmodifiableList(all);
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
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      GgufModel model = read(anyShard, arena);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  private static GgufModel read(Path anyShard, Arena arena) throws GgufException {
    MemorySegment mapping = map(anyShard, arena);
    HeaderReader reader = new HeaderReader(anyShard, mapping);
    long count = splitValue(reader, SPLIT_COUNT, 1, 0xFFFF).orElse(1);
    List<MemorySegment> mappings = new ArrayList<>();
    List<GgufFile> shards = new ArrayList<>();
    List<GgufProblem> problems = new ArrayList<>();
    Map<String, TensorInfo> byName = new HashMap<>();
    if (count == 1) {
      mappings.add(mapping);
      addShard(reader, 0, shards, byName, problems);
    } else {
      ShardName name = shardName(anyShard, reader, count);
      for (int number = 1; number <= count; number++) {
        if (number == name.number()) {
          mappings.add(mapping);
          addShard(checkedShard(reader, number, count), number - 1, shards, byName, problems);
        } else {
          Path sibling = anyShard.resolveSibling(name.sibling(number));
          MemorySegment siblingMapping = mapSibling(sibling, anyShard, number, count, arena);
          mappings.add(siblingMapping);
          HeaderReader siblingReader = new HeaderReader(sibling, siblingMapping);
          addShard(
              checkedShard(siblingReader, number, count), number - 1, shards, byName, problems);
        }
      }
      OptionalLong declared = splitValue(reader, SPLIT_TENSORS, 0, Integer.MAX_VALUE);
      if (declared.isPresent() && declared.getAsLong() != byName.size()) {
        throw reader.badValue(
            SPLIT_TENSORS,
            byName.size() + " tensors in all " + count + " shards",
            declared.getAsLong() + ", as " + SPLIT_TENSORS + " says");
      }
    }
    return new GgufModel(arena, mappings, shards, byName, problems);
  }

  private static void addShard(
      HeaderReader reader,
      int index,
      List<GgufFile> shards,
      Map<String, TensorInfo> byName,
      List<GgufProblem> problems)
      throws GgufException {
    GgufFile shard = reader.readTensors(index, problems);
    for (TensorInfo tensor : shard.tensors()) {
      TensorInfo other = byName.putIfAbsent(tensor.name(), tensor);
      if (other != null) {
        throw new GgufException(
            shard.path(),
            tensor.fileOffset(),
            "the tensor "
                + DisplayText.quoted(tensor.name())
                + ", which shard "
                + (other.shard() + 1)
                + " holds too",
            "every tensor in one shard");
      }
    }
    shards.add(shard);
  }

  private static ShardName shardName(Path file, HeaderReader reader, long count)
      throws GgufException {
    Optional<ShardName> name = ShardName.of(file);
    if (name.isEmpty() || name.get().count() != count) {
      throw reader.badValue(
          SPLIT_COUNT,
          "one shard of " + count + " under another name",
          String.format(
              "the name PREFIX-%05d-of-%05d.gguf, by which the other shards are found",
              splitValue(reader, SPLIT_NUMBER, 0, 0xFFFF).orElse(0) + 1, count));
    }
    return name.get();
  }

  private static HeaderReader checkedShard(HeaderReader reader, int number, long count)
      throws GgufException {
    long foundCount = splitValue(reader, SPLIT_COUNT, 1, 0xFFFF).orElse(1);
    if (foundCount != count) {
      throw reader.badValue(
          SPLIT_COUNT,
          SPLIT_COUNT + " " + foundCount,
          count + ", as in the other shards and in the name");
    }
    OptionalLong foundNumber = splitValue(reader, SPLIT_NUMBER, 0, 0xFFFF);
    if (foundNumber.isEmpty() || foundNumber.getAsLong() != number - 1) {
      throw reader.badValue(
          SPLIT_NUMBER,
          foundNumber.isEmpty()
              ? "no " + SPLIT_NUMBER
              : SPLIT_NUMBER + " " + foundNumber.getAsLong(),
          SPLIT_NUMBER + " " + (number - 1) + ", as in the name");
    }
    return reader;
  }

  private static OptionalLong splitValue(HeaderReader reader, String key, long least, long most)
      throws GgufException {
    Optional<MetadataValue> value = reader.metadata().get(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong integer = reader.metadata().integer(key);
    if (integer.isEmpty() || integer.getAsLong() < least || integer.getAsLong() > most) {
      throw reader.badValue(
          key,
          key
              + " of type "
              + value.get().type()
              + (integer.isEmpty() ? "" : " and value " + integer.getAsLong()),
          "a whole number from " + least + " to " + most);
    }
    return integer;
  }

  private static MemorySegment mapSibling(
      Path sibling, Path opened, int number, long count, Arena arena) throws GgufException {
    if (!Files.exists(sibling)) {
      throw new GgufException(
          sibling,
          0,
          "no such file",
          "shard " + number + " of " + count + ", beside " + DisplayText.of(opened.toString()));
    }
    return map(sibling, arena);
  }

  private static MemorySegment map(Path file, Arena arena) throws GgufException {
    if (Files.isDirectory(file)) {
      throw new GgufException(file, 0, "a folder", "a GGUF file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (NoSuchFileException e) {
      throw new GgufException(file, "no such file", "a GGUF file", e);
    } catch (IOException e) {
      throw new GgufException(
          file, "a file that cannot be read (" + e + ")", "a readable GGUF file", e);
    }
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
