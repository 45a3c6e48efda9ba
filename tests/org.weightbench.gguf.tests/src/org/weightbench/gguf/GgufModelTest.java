package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.testing.Fixtures;

class GgufModelTest {
  @TempDir Path folder;

  @Test
  void a_trained_model_shows_its_metadata_and_tensors() throws IOException {
    Path file = Fixtures.STORIES_F32.copyTo(folder);
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(Optional.of("llama"), model.metadata().string("general.architecture"));
      assertEquals(OptionalLong.of(5), model.metadata().integer("llama.block_count"));
      assertEquals(48, model.tensors().size());
      assertEquals(Files.size(file), model.fileBytes());
      assertEquals(List.of(), model.problems());
      TensorInfo embedding = model.tensor("token_embd.weight").orElseThrow();
      assertEquals(List.of(64L, 512L), embedding.shape());
      assertEquals(Optional.of(TensorType.F32), embedding.type());
      assertEquals(64 * 512 * 4, embedding.byteSize());
      List<String> tokens = model.metadata().array("tokenizer.ggml.tokens").orElseThrow().strings();
      assertEquals(512, tokens.size());
      assertEquals(List.of("<unk>", "<s>", "</s>"), tokens.subList(0, 3));
    }
  }

  @Test
  void the_oracle_s_tensors_have_the_type_and_the_size_that_ggml_gave_them() throws IOException {
    try (GgufModel model = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      assertEquals(28, model.tensors().size());
      for (TensorInfo tensor : model.tensors()) {
        String type = tensor.name().substring("w.".length());
        assertTrue(type.equalsIgnoreCase(tensor.typeName()), tensor.toString());
      }
      assertEquals(List.of(), model.problems(), "sizes differ from ggml's contiguous offsets");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fixtures.class,
      names = {"SHARD_1", "SHARD_2", "SHARD_3"})
  void any_shard_opens_the_whole_model(Fixtures shard) throws IOException {
    Fixtures.copyShardsTo(folder);
    Path whole = Fixtures.STORIES_F32.copyTo(folder);
    try (GgufModel split = GgufModel.open(folder.resolve(shard.fileName()));
        GgufModel single = GgufModel.open(whole)) {
      assertEquals(3, split.shards().size());
      assertEquals(Optional.of("llama"), split.metadata().string("general.architecture"));
      assertEquals(single.tensorBytes(), split.tensorBytes());
      assertEquals(48, split.tensors().size());
      for (TensorInfo tensor : split.tensors()) {
        TensorInfo other = single.tensor(tensor.name()).orElseThrow();
        assertEquals(
            -1, split.data(tensor).mismatch(single.data(other)), () -> tensor + " differs");
      }
    }
  }

  @Test
  void a_missing_shard_is_named() throws IOException {
    Path first = Fixtures.copyShardsTo(folder);
    Path third = folder.resolve(Fixtures.SHARD_3.fileName());
    Files.delete(third);
    GgufException e = assertThrows(GgufException.class, () -> GgufModel.open(first));
    assertEquals(
        third + ", byte 0: found no such file, expected shard 3 of 3, beside " + first,
        e.getMessage());
  }

  @Test
  void a_shard_in_the_place_of_another_is_refused() throws IOException {
    Path first = Fixtures.copyShardsTo(folder);
    Path third = folder.resolve(Fixtures.SHARD_3.fileName());
    Files.delete(third);
    Files.copy(folder.resolve(Fixtures.SHARD_2.fileName()), third);
    GgufException e = assertThrows(GgufException.class, () -> GgufModel.open(first));
    assertEquals(third, e.file());
    assertEquals("split.no 1", e.found());
    assertEquals("split.no 2, as in the name", e.expected());
  }

  @Test
  void shards_that_hold_the_same_tensor_are_refused() {
    Path first = shard(1, 2, "t").writeTo(folder.resolve("m-00001-of-00002.gguf"));
    shard(2, 2, "t").writeTo(folder.resolve("m-00002-of-00002.gguf"));
    GgufException e = assertThrows(GgufException.class, () -> GgufModel.open(first));
    assertTrue(e.getMessage().contains("the tensor \"t\", which shard 1 holds"), e.getMessage());
  }

  @Test
  void shards_of_another_count_are_refused() {
    Path first = shard(1, 2, "a").writeTo(folder.resolve("m-00001-of-00002.gguf"));
    shard(2, 3, "b").writeTo(folder.resolve("m-00002-of-00002.gguf"));
    GgufException e = assertThrows(GgufException.class, () -> GgufModel.open(first));
    assertEquals("split.count 3", e.found());
  }

  @Test
  void a_number_of_tensors_that_differs_from_the_declared_one_is_refused() {
    RawGguf raw =
        RawGguf.start(3, 0, 3)
            .key("split.no", 2)
            .bytes(0, 0)
            .key("split.count", 2)
            .bytes(2, 0)
            .key("split.tensors.count", 5)
            .mark()
            .u32(7);
    Path first = raw.writeTo(folder.resolve("m-00001-of-00002.gguf"));
    shard(2, 2, "b").writeTo(folder.resolve("m-00002-of-00002.gguf"));
    GgufException e = assertThrows(GgufException.class, () -> GgufModel.open(first));
    assertEquals("1 tensors in all 2 shards", e.found());
    assertEquals(raw.marked(), e.byteOffset());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void every_kind_of_value_is_read(int version) throws IOException {
    Path file = RawGguf.small(version).writeTo(folder.resolve("small.gguf"));
    try (GgufModel model = GgufModel.open(file)) {
      Metadata metadata = model.metadata();
      assertEquals(version, model.shards().getFirst().version());
      assertEquals(Optional.of(new IntegerValue(ValueType.UINT8, 200)), metadata.get("u8"));
      assertEquals(Optional.of(new IntegerValue(ValueType.INT8, -128)), metadata.get("i8"));
      assertEquals(Optional.of(new IntegerValue(ValueType.UINT16, 65535)), metadata.get("u16"));
      assertEquals(Optional.of(new IntegerValue(ValueType.INT16, -32768)), metadata.get("i16"));
      assertEquals(OptionalLong.of(4_294_967_295L), metadata.integer("u32"));
      assertEquals(OptionalLong.of(-5), metadata.integer("i32"));
      assertEquals(Optional.of(MetadataValue.float32(1.5f)), metadata.get("f32"));
      assertEquals(Optional.of(MetadataValue.bool(true)), metadata.get("bool"));
      assertEquals(OptionalLong.empty(), metadata.integer("u64"));
      assertEquals("18446744073709551615", metadata.get("u64").orElseThrow().toString());
      assertEquals(OptionalLong.of(Long.MIN_VALUE), metadata.integer("i64"));
      assertEquals(Optional.of(new FloatValue(ValueType.FLOAT64, 0.1)), metadata.get("f64"));
      assertEquals(List.of("a", "", "ü"), metadata.array("tokens").orElseThrow().strings());
      assertEquals(2, metadata.array("scores").orElseThrow().number(1));
      assertEquals(new BoolValue(false), metadata.array("flags").orElseThrow().get(1));
      assertEquals(Optional.empty(), metadata.get("absent"));
      assertEquals(15, metadata.keys().size());
    }
  }

  @Test
  void data_is_the_file_s_own_and_cannot_be_written() throws IOException {
    Path file = RawGguf.small(3).writeTo(folder.resolve("small.gguf"));
    try (GgufModel model = GgufModel.open(file)) {
      TensorInfo second = model.tensor("blk.1.b").orElseThrow();
      MemorySegment data = model.data(second);
      assertArrayEquals(new RawGguf().data(34).toBytes(), data.toArray(ValueLayout.JAVA_BYTE));
      assertTrue(data.isReadOnly());
      try (RandomAccessFile writable = new RandomAccessFile(file.toFile(), "rw")) {
        writable.seek(second.fileOffset());
        writable.write(99);
      }
      assertEquals(99, data.get(ValueLayout.JAVA_BYTE, 0), "a copy would not show the change");
    }
  }

  @Test
  void data_of_another_model_s_tensor_or_of_a_closed_model_is_refused() throws IOException {
    GgufModel model = GgufModel.open(RawGguf.small(3).writeTo(folder.resolve("small.gguf")));
    TensorInfo own = model.tensors().getFirst();
    TensorInfo foreign =
        new TensorInfo(own.name(), own.shape(), own.typeId(), 0, 0, own.byteSize());
    assertThrows(IllegalArgumentException.class, () -> model.data(foreign));
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, () -> model.data(own));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 31, 32, 33, 36, 37, 38, 43, -1})
  void a_tensor_of_unknown_type_is_a_problem_and_the_rest_stays_readable(int typeId)
      throws IOException {
    RawGguf raw =
        RawGguf.start(3, 3, 1)
            .key("general.architecture", 8)
            .string("llama")
            .info("a", 0, 0, 8)
            .string("odd")
            .u32(1)
            .u64(100)
            .mark()
            .u32(typeId)
            .u64(32)
            .info("c", 0, 128, 8)
            .pad(32)
            .data(160);
    try (GgufModel model = GgufModel.open(raw.writeTo(folder.resolve("odd.gguf")))) {
      assertEquals(1, model.problems().size());
      GgufProblem problem = model.problems().getFirst();
      assertEquals(raw.marked(), problem.byteOffset());
      assertTrue(problem.found().contains(Integer.toUnsignedString(typeId)), problem.message());
      assertTrue(problem.found().contains("\"odd\""), problem.message());
      TensorType.removedName(typeId)
          .ifPresent(name -> assertTrue(problem.found().contains(name), problem.message()));
      assertEquals(Optional.of("llama"), model.metadata().string("general.architecture"));
      TensorInfo odd = model.tensor("odd").orElseThrow();
      assertEquals(Optional.empty(), odd.type());
      assertEquals(96, odd.byteSize(), "all bytes up to the next tensor");
      assertEquals(32, model.data(model.tensor("c").orElseThrow()).byteSize());
    }
  }

  @Test
  void what_only_ggml_refuses_is_a_problem() throws IOException {
    String longName = "n".repeat(64);
    Path file =
        RawGguf.start(3, 2, 0)
            .info(longName, 0, 64, 8)
            .info("b", 0, 0, 8)
            .pad(32)
            .data(96)
            .writeTo(folder.resolve("gap.gguf"));
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(2, model.problems().size());
      assertAll(
          () -> assertTrue(model.problems().get(0).found().contains("64 bytes")),
          () -> assertTrue(model.problems().get(1).found().contains("at offset 64")),
          () -> assertEquals(32, model.data(model.tensor("b").orElseThrow()).byteSize()));
    }
  }

  @Test
  void a_scalar_and_an_own_alignment_are_read() throws IOException {
    Path file =
        RawGguf.start(3, 2, 1)
            .key("general.alignment", 4)
            .u32(64)
            .info("scalar", 0, 0)
            .info("b", 1, 64, 3)
            .pad(64)
            .data(4)
            .pad(64)
            .data(6)
            .writeTo(folder.resolve("scalar.gguf"));
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(List.of(), model.problems());
      assertEquals(64, model.shards().getFirst().alignment());
      assertEquals(1, model.tensors().getFirst().weights());
      assertEquals(4, model.tensors().getFirst().byteSize());
      assertEquals(6, model.data(model.tensors().getLast()).byteSize());
    }
  }

  @Test
  void a_model_of_many_gib_is_opened_without_reading_its_data() throws IOException {
    long bytes = 5L << 30;
    Path file =
        RawGguf.start(3, 2, 0)
            .info("big", 24, 0, bytes - 32)
            .info("last", 24, bytes - 32, 32)
            .pad(32)
            .writeTo(folder.resolve("sparse.gguf"));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(Files.size(file) + bytes);
    }
    try (GgufModel model = GgufModel.open(file)) {
      assertEquals(bytes, model.tensorBytes());
      TensorInfo last = model.tensor("last").orElseThrow();
      assertEquals(0, model.data(last).get(ValueLayout.JAVA_BYTE, 31));
    }
  }

  @Test
  void a_layer_is_taken_from_the_name() {
    assertEquals(OptionalInt.of(12), named("blk.12.attn_q.weight").layer());
    assertEquals(OptionalInt.empty(), named("output.weight").layer());
    assertEquals(OptionalInt.empty(), named("blk.x.weight").layer());
    assertEquals(OptionalInt.empty(), named("blk..weight").layer());
    assertEquals(OptionalInt.empty(), named("blk.99999999999.weight").layer());
  }

  @Test
  void only_llama_cpp_s_form_is_a_shard_s_name() {
    assertEquals(
        Optional.of(new ShardName("a-b", 2, 12)),
        ShardName.of(Path.of("x/a-b-00002-of-00012.gguf")));
    assertEquals("a-b-00011-of-00012.gguf", new ShardName("a-b", 2, 12).sibling(11));
    for (String other :
        List.of(
            "a.gguf",
            "a-00000-of-00003.gguf",
            "a-00004-of-00003.gguf",
            "a-0001-of-0003.gguf",
            "a-00001-of-00003.bin",
            "a-00001-to-00003.gguf")) {
      assertFalse(ShardName.of(Path.of(other)).isPresent(), other);
    }
  }

  private static TensorInfo named(String name) {
    return new TensorInfo(name, List.of(), 0, 0, 0, 4);
  }

  private static RawGguf shard(int number, int count, String tensor) {
    return RawGguf.start(3, 1, 2)
        .key("split.no", 2)
        .bytes(number - 1, 0)
        .key("split.count", 2)
        .bytes(count, 0)
        .info(tensor, 0, 0, 8)
        .pad(32)
        .data(32);
  }
}
