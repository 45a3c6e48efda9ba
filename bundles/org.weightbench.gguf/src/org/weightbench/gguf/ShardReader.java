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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds and reads all files of a model from any one of them, by the keys and the names that
 * llama.cpp's splitter gives them.
 */
final class ShardReader {
  private static final String COUNT = "split.count";
  private static final String NUMBER = "split.no";
  private static final String TENSOR_COUNT = "split.tensors.count";
  private static final int MAX_COUNT = 0xFFFF;

  private final Path opened;
  private final Arena arena;
  private final HeaderPages pages;
  private final List<MemorySegment> mappings = new ArrayList<>();
  private final List<GgufFile> shards = new ArrayList<>();
  private final Map<String, TensorInfo> tensorsByName = new HashMap<>();
  private final List<GgufProblem> problems = new ArrayList<>();

  private ShardReader(Path opened, Arena arena, HeaderPages pages) {
    this.opened = opened;
    this.arena = arena;
    this.pages = pages;
  }

  /** Reads all headers, with mappings that live as long as the arena. */
  static ShardReader read(Path anyShard, Arena arena, HeaderPages pages) throws GgufException {
    ShardReader reader = new ShardReader(anyShard, arena, pages);
    reader.readAll();
    return reader;
  }

  List<MemorySegment> mappings() {
    return mappings;
  }

  List<GgufFile> shards() {
    return shards;
  }

  Map<String, TensorInfo> tensorsByName() {
    return tensorsByName;
  }

  List<GgufProblem> problems() {
    return problems;
  }

  private void readAll() throws GgufException {
    MemorySegment mapping = map(opened, "a GGUF file");
    HeaderReader header = new HeaderReader(opened, mapping, pages);
    int count = (int) value(header, COUNT, 1, MAX_COUNT).orElse(1);
    if (count == 1) {
      add(header, mapping);
      return;
    }
    ShardName name = name(header, count);
    for (int number = 1; number <= count; number++) {
      if (number == name.number()) {
        check(header, number, count);
        add(header, mapping);
      } else {
        Path sibling = opened.resolveSibling(name.sibling(number));
        MemorySegment siblingMapping =
            map(
                sibling,
                "shard "
                    + number
                    + " of "
                    + count
                    + ", beside "
                    + DisplayText.of(opened.toString()));
        HeaderReader siblingHeader = new HeaderReader(sibling, siblingMapping, pages);
        check(siblingHeader, number, count);
        add(siblingHeader, siblingMapping);
      }
    }
    OptionalLong declared = value(header, TENSOR_COUNT, 0, Integer.MAX_VALUE);
    if (declared.isPresent() && declared.getAsLong() != tensorsByName.size()) {
      throw header.badValue(
          TENSOR_COUNT,
          tensorsByName.size() + " tensors in all " + count + " shards",
          declared.getAsLong() + ", as " + TENSOR_COUNT + " says");
    }
  }

  private void add(HeaderReader header, MemorySegment mapping) throws GgufException {
    GgufFile shard = header.readTensors(shards.size(), problems);
    for (TensorInfo tensor : shard.tensors()) {
      TensorInfo other = tensorsByName.putIfAbsent(tensor.name(), tensor);
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
    mappings.add(mapping);
  }

  private ShardName name(HeaderReader header, int count) throws GgufException {
    Optional<ShardName> name = ShardName.of(opened);
    if (name.isEmpty() || name.get().count() != count) {
      throw header.badValue(
          COUNT,
          "one shard of " + count + " under another name",
          String.format(
              Locale.ROOT,
              "the name PREFIX-%05d-of-%05d.gguf, by which the other shards are found",
              value(header, NUMBER, 0, MAX_COUNT).orElse(0) + 1,
              count));
    }
    return name.get();
  }

  private static void check(HeaderReader header, int number, int count) throws GgufException {
    long foundCount = value(header, COUNT, 1, MAX_COUNT).orElse(1);
    if (foundCount != count) {
      throw header.badValue(
          COUNT, COUNT + " " + foundCount, count + ", as in the other shards and in the name");
    }
    OptionalLong foundNumber = value(header, NUMBER, 0, MAX_COUNT);
    if (foundNumber.isEmpty() || foundNumber.getAsLong() != number - 1) {
      throw header.badValue(
          NUMBER,
          foundNumber.isEmpty() ? "no " + NUMBER : NUMBER + " " + foundNumber.getAsLong(),
          NUMBER + " " + (number - 1) + ", as in the name");
    }
  }

  private static OptionalLong value(HeaderReader header, String key, long least, long most)
      throws GgufException {
    Optional<MetadataValue> value = header.metadata().get(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong integer = header.metadata().integer(key);
    if (integer.isEmpty() || integer.getAsLong() < least || integer.getAsLong() > most) {
      throw header.badValue(
          key,
          key
              + " of type "
              + value.get().type()
              + (integer.isEmpty() ? "" : " and value " + integer.getAsLong()),
          "a whole number from " + least + " to " + most);
    }
    return integer;
  }

  private MemorySegment map(Path file, String expected) throws GgufException {
    if (Files.isDirectory(file)) {
      throw new GgufException(file, 0, "a folder", expected);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (NoSuchFileException e) {
      throw new GgufException(file, "no such file", expected, e);
    } catch (IOException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new GgufException(
            file, "a file for which no address space is left (ulimit -v)", expected, e);
      }
      throw new GgufException(file, "a file that cannot be read (" + e + ")", expected, e);
    }
  }
}
