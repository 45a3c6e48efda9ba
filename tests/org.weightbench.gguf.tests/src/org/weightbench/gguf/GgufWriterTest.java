package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.testing.Fixtures;

class GgufWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Fixtures.class,
      names = {"STORIES_F32", "ORACLE_QUANTIZED", "ORACLE_EXPECTED"})
  void a_real_file_is_copied_byte_for_byte(Fixtures fixture) throws IOException {
    Path original = fixture.copyTo(folder);
    Path copy = folder.resolve("copy.gguf");
    copy(original, copy, Progress.NONE);
    assertEquals(-1, Files.mismatch(original, copy));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void every_kind_of_value_is_written_as_version_3(int version) throws IOException {
    Path original = RawGguf.small(version).writeTo(folder.resolve("small.gguf"));
    Path copy = folder.resolve("copy.gguf");
    copy(original, copy, Progress.NONE);
    assertArrayEquals(RawGguf.small(3).toBytes(), Files.readAllBytes(copy));
  }

  @Test
  void values_made_by_code_come_back() throws IOException {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.alignment", MetadataValue.uint32(128));
    values.put("string", MetadataValue.string("Größe \uD83D\uDE00"));
    values.put("strings", MetadataValue.strings(numbered(1000)));
    values.put("none", MetadataValue.strings(List.of()));
    values.put("bools", ArrayValue.ofBools(true, false));
    values.put("f64s", ArrayValue.ofFloats(ValueType.FLOAT64, 0.1, -0.0, Double.NaN));
    values.put("f32s", ArrayValue.ofFloats(ValueType.FLOAT32, 0.5));
    for (ValueType type : ValueType.values()) {
      if (type.isInteger()) {
        values.put("array of " + type, ArrayValue.ofIntegers(type, 0, 1, 127));
        values.put(type.name(), new IntegerValue(type, 127));
      }
    }
    Metadata metadata = Metadata.of(values);
    Path file = folder.resolve("values.gguf");
    try (GgufWriter writer = GgufWriter.create(file, metadata, List.of(), Progress.NONE)) {
      writer.finish();
    }
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(metadata, model.metadata());
      assertEquals(List.copyOf(metadata.keys()), List.copyOf(model.metadata().keys()));
      List<String> strings = model.metadata().array("strings").orElseThrow().strings();
      assertEquals(numbered(1000), strings);
      assertEquals(127, model.metadata().array("array of UINT64").orElseThrow().integer(2));
    }
  }

  @Test
  void a_string_that_is_not_utf_8_survives_copying() throws IOException {
    RawGguf raw = RawGguf.start(3, 0, 1).key("k", 8).u64(2).bytes(0xC3, 0x28).pad(32);
    Path copy = folder.resolve("copy.gguf");
    copy(raw.writeTo(folder.resolve("latin.gguf")), copy, Progress.NONE);
    assertArrayEquals(raw.toBytes(), Files.readAllBytes(copy));
  }

  @Test
  void data_may_come_in_pieces_and_from_any_memory() throws IOException {
    Path file = folder.resolve("pieces.gguf");
    TensorDeclaration first = new TensorDeclaration("a", List.of(5L), TensorType.F32);
    TensorDeclaration second = new TensorDeclaration("b", List.of(3L), TensorType.I8);
    try (Arena arena = Arena.ofConfined();
        GgufWriter writer =
            GgufWriter.create(file, Metadata.of(Map.of()), List.of(first, second), Progress.NONE)) {
      writer.append("a", MemorySegment.ofArray(new float[] {1, 2, 3}));
      writer.append("a", MemorySegment.ofBuffer(ByteBuffer.allocate(0)));
      writer.append("a", arena.allocateFrom(ValueLayout.JAVA_FLOAT, 4, 5));
      writer.append("b", MemorySegment.ofArray(new byte[] {7, 8, 9}).asReadOnly());
      writer.finish();
      assertEquals(writer.fileBytes(), Files.size(file));
    }
    try (GgufModel model = GgufModel.open(file)) {
      assertArrayEquals(
          new float[] {1, 2, 3, 4, 5},
          model.data(model.tensors().get(0)).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      assertArrayEquals(
          new byte[] {7, 8, 9}, model.data(model.tensors().get(1)).toArray(ValueLayout.JAVA_BYTE));
      assertEquals(List.of(), model.problems());
    }
  }

  @Test
  void an_old_file_stays_until_the_new_one_is_complete() throws IOException {
    Path file = Files.writeString(folder.resolve("old.gguf"), "old");
    try (GgufWriter writer = writerOfTwo(file)) {
      writer.append("a", MemorySegment.ofArray(new byte[32]));
      assertThrows(IllegalStateException.class, writer::finish);
      assertEquals("old", Files.readString(file));
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files());
    try (GgufWriter writer = writerOfTwo(file)) {
      writer.append("a", MemorySegment.ofArray(new byte[32]));
      writer.append("b", MemorySegment.ofArray(new byte[32]));
      writer.finish();
    }
    assertEquals(List.of(file), files());
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(64, model.tensorBytes());
    }
  }

  @Test
  void a_link_s_target_is_replaced_and_the_link_stays() throws IOException {
    assumePosix();
    Path real = Files.writeString(folder.resolve("real.gguf"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.gguf"), real);
    copy(Fixtures.STORIES_F32.copyTo(folder), link, Progress.NONE);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(-1, Files.mismatch(folder.resolve(Fixtures.STORIES_F32.fileName()), real));
  }

  @Test
  void a_file_can_be_written_over_the_one_that_is_being_read() throws IOException {
    assumePosix();
    Path file = Fixtures.STORIES_F32.copyTo(folder);
    byte[] before = Files.readAllBytes(file);
    copy(file, file, Progress.NONE);
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void progress_is_heard_in_bytes_up_to_the_whole_file() throws IOException {
    List<Long> heard = new ArrayList<>();
    Path original = Fixtures.STORIES_F32.copyTo(folder);
    long total = Files.size(original);
    copy(
        original,
        folder.resolve("copy.gguf"),
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            assertEquals(total, totalBytes);
            heard.add(doneBytes);
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
    assertTrue(heard.size() > 48, heard.toString());
    assertEquals(heard.stream().sorted().toList(), heard);
    assertEquals(total, heard.getLast());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100_000, 1_000_000})
  void cancelling_leaves_nothing_behind(long afterBytes) {
    Path original = Fixtures.STORIES_F32.copyTo(folder);
    Progress impatient =
        new Progress() {
          private long done;

          @Override
          public void at(long doneBytes, long totalBytes) {
            done = doneBytes;
          }

          @Override
          public boolean cancelled() {
            return done > afterBytes;
          }
        };
    Path copy = folder.resolve("copy.gguf");
    assertThrows(CancelledException.class, () -> copy(original, copy, impatient));
    assertEquals(List.of(original), files());
  }

  @Test
  void data_for_the_wrong_tensor_or_too_much_of_it_is_refused() throws IOException {
    try (GgufWriter writer = writerOfTwo(folder.resolve("out.gguf"))) {
      MemorySegment tooMuch = MemorySegment.ofArray(new byte[33]);
      MemorySegment right = MemorySegment.ofArray(new byte[32]);
      assertThrows(IllegalArgumentException.class, () -> writer.append("b", right));
      assertThrows(IllegalArgumentException.class, () -> writer.append("a", tooMuch));
      writer.append("a", right);
      assertThrows(IllegalArgumentException.class, () -> writer.append("a", right));
      writer.append("b", right);
      assertThrows(IllegalArgumentException.class, () -> writer.append("b", right));
      writer.finish();
    }
  }

  @Test
  void what_ggml_would_refuse_cannot_be_declared() {
    assertThrows(IllegalArgumentException.class, () -> declare("n".repeat(64), 32));
    assertThrows(IllegalArgumentException.class, () -> declare("n", 1, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> declare("n", 32, 0));
    assertThrows(IllegalArgumentException.class, () -> declare("n", 33));
    TensorDeclaration good = declare("n".repeat(63), 32, 2);
    assertEquals(68, good.byteSize());
    Metadata none = Metadata.of(Map.of());
    Path out = folder.resolve("out.gguf");
    assertThrows(
        IllegalArgumentException.class,
        () -> GgufWriter.create(out, none, List.of(good, good), Progress.NONE));
    for (MetadataValue alignment :
        List.of(
            MetadataValue.uint32(0),
            MetadataValue.uint32(13),
            MetadataValue.uint32(1L << 31),
            MetadataValue.uint64(32))) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              GgufWriter.create(
                  out, none.with("general.alignment", alignment), List.of(), Progress.NONE));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void a_place_that_cannot_be_written_is_named() {
    Metadata none = Metadata.of(Map.of());
    IOException isFolder =
        assertThrows(
            IOException.class, () -> GgufWriter.create(folder, none, List.of(), Progress.NONE));
    assertTrue(isFolder.getMessage().contains(folder + ", because it is a folder"));
    Path nowhere = folder.resolve("none").resolve("out.gguf");
    IOException noFolder =
        assertThrows(
            IOException.class, () -> GgufWriter.create(nowhere, none, List.of(), Progress.NONE));
    assertTrue(noFolder.getMessage().contains(nowhere + ", because its folder does not exist"));
  }

  private void assumePosix() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "needs links, and files that can be replaced while they are mapped");
  }

  private static void copy(Path from, Path to, Progress progress) throws IOException {
    try (GgufModel model = GgufModel.open(from)) {
      List<TensorDeclaration> declarations =
          model.tensors().stream()
              .map(t -> new TensorDeclaration(t.name(), t.shape(), t.type().orElseThrow()))
              .toList();
      try (GgufWriter writer = GgufWriter.create(to, model.metadata(), declarations, progress)) {
        for (TensorInfo tensor : model.tensors()) {
          writer.append(tensor.name(), model.data(tensor));
        }
        writer.finish();
      }
    }
  }

  private static GgufWriter writerOfTwo(Path file) throws IOException {
    return GgufWriter.create(
        file,
        Metadata.of(Map.of()),
        List.of(
            new TensorDeclaration("a", List.of(32L), TensorType.I8),
            new TensorDeclaration("b", List.of(8L), TensorType.F32)),
        Progress.NONE);
  }

  private static TensorDeclaration declare(String name, long... shape) {
    return new TensorDeclaration(name, Arrays.stream(shape).boxed().toList(), TensorType.Q8_0);
  }

  private static List<String> numbered(int count) {
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      strings.add("token " + i + "ü".repeat(i % 7));
    }
    return strings;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
