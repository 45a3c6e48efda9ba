package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;

class TensorSelectionTest {
  private static final int EXPERTS = 4;

  @TempDir Path folder;

  private static final List<TensorDeclaration> MODEL =
      List.of(
          tensor("token_embd.weight", 64L, 8L),
          tensor("blk.0.attn_q.weight", 64L, 8L),
          tensor("blk.0.ffn_up_exps.weight", 64L, 8L, EXPERTS),
          tensor("blk.1.attn_q.weight", 64L, 8L),
          tensor("blk.1.ffn_up.2.weight", 64L, 8L),
          tensor("blk.10.attn_q.weight", 64L, 8L),
          tensor("output.weight", 64L, 8L));

  private static TensorDeclaration tensor(String name, long... shape) {
    return new TensorDeclaration(name, Arrays.stream(shape).boxed().toList(), TensorType.Q8_0);
  }

  @ParameterizedTest
  @CsvSource({
    "all, token_embd.weight blk.0.attn_q.weight blk.0.ffn_up_exps.weight blk.1.attn_q.weight"
        + " blk.1.ffn_up.2.weight blk.10.attn_q.weight output.weight",
    "name=*attn*, blk.0.attn_q.weight blk.1.attn_q.weight blk.10.attn_q.weight",
    "name=blk.?.attn_q.weight, blk.0.attn_q.weight blk.1.attn_q.weight",
    "'regex=blk\\.1\\d\\..*', blk.10.attn_q.weight",
    "layers=1, blk.1.attn_q.weight blk.1.ffn_up.2.weight",
    "layers=1-9+10 name=*attn*, blk.1.attn_q.weight blk.10.attn_q.weight",
    "layers=none, token_embd.weight output.weight",
    "layers=0-1 experts=none, blk.0.attn_q.weight blk.1.attn_q.weight",
    "layers=0 experts=0+3, blk.0.attn_q.weight blk.0.ffn_up_exps.weight[0]"
        + " blk.0.ffn_up_exps.weight[3]",
    "layers=1 experts=2, blk.1.attn_q.weight blk.1.ffn_up.2.weight",
    "layers=1 experts=3, blk.1.attn_q.weight",
    "layers=1 first=1MiB, blk.1.attn_q.weight blk.1.ffn_up.2.weight"
  })
  void aTextSelectsTheseTensors(String text, String names) throws IOException {
    Path model = TestModels.write(folder.resolve("moe.gguf"), MODEL);
    TensorSelection selection = TensorSelection.of(text);
    assertEquals(text, selection.text());
    assertEquals(selection, TensorSelection.of(selection.text()));
    LoadSettings settings = settings(selection);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      assertEquals(
          List.of(names.split(" ")),
          loaded.tensors().stream().map(PlannedTensor::info).map(TensorInfo::name).toList());
      assertEquals(
          ContentHash.reference(model, Deliver.COPIED, selection, 1), loaded.contentHash(1));
    }
  }

  private static List<Integer> first(String text, int... mebibytes) {
    List<TensorInfo> tensors = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < mebibytes.length; i++) {
      long bytes = (long) mebibytes[i] << 20;
      tensors.add(new TensorInfo(String.valueOf(i), List.of(bytes / 4), 0, 0, offset, bytes));
      offset += bytes;
    }
    return TensorSelection.of(text).select(tensors).stream()
        .map(tensor -> Integer.valueOf(tensor.name()))
        .toList();
  }

  @Test
  void theFirstTensorsAreThoseThatLieTogetherAndFit() {
    assertEquals(List.of(0, 1), first("first=10MiB", 4, 5, 3, 1));
    assertEquals(List.of(1, 2), first("first=10MiB", 50, 4, 6, 1));
    assertEquals(List.of(0, 2), first("first=10MiB", 4, 50, 6, 1));
    assertEquals(List.of(2), first("first=1MiB", 4, 50, 2, 3));
    assertEquals(List.of(0), first("first=1GiB", 1024, 1));
    assertEquals(TensorSelection.of("first=1GiB"), TensorSelection.of("first=1024MiB"));
  }

  @Test
  void theFirstTensorsAreTheSameForALoadAndItsReference() throws IOException {
    List<TensorDeclaration> large =
        List.of(
            tensor("token_embd.weight", 1024L, 600L),
            tensor("blk.0.attn_q.weight", 1024L, 600L),
            tensor("blk.1.attn_q.weight", 1024L, 600L));
    Path model = TestModels.write(folder.resolve("large.gguf"), large);
    TensorSelection selection = TensorSelection.of("first=1MiB");
    try (LoadedModel loaded = Loader.load(model, settings(selection), Progress.NONE)) {
      assertEquals(
          List.of("token_embd.weight"),
          loaded.tensors().stream().map(PlannedTensor::info).map(TensorInfo::name).toList());
      assertEquals(
          ContentHash.reference(model, Deliver.COPIED, selection, 1), loaded.contentHash(1));
    }
  }

  @Test
  void anExpertIsItsPartOfTheTensor() throws IOException {
    Path model = TestModels.write(folder.resolve("moe.gguf"), MODEL);
    try (LoadedModel whole = Loader.load(model, settings(TensorSelection.ALL), Progress.NONE);
        LoadedModel part =
            Loader.load(model, settings(TensorSelection.of("experts=2-3")), Progress.NONE)) {
      long bytes = TensorType.Q8_0.bytesFor(64 * 8);
      for (int expert = 2; expert < EXPERTS; expert++) {
        assertEquals(
            -1,
            whole
                .tensor("blk.0.ffn_up_exps.weight")
                .asSlice(expert * bytes, bytes)
                .mismatch(part.tensor("blk.0.ffn_up_exps.weight[" + expert + "]")));
      }
      assertEquals(
          List.of(64L, 8L),
          part.tensors().stream()
              .map(PlannedTensor::info)
              .filter(info -> info.name().endsWith("[2]"))
              .findFirst()
              .orElseThrow()
              .shape());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "everything",
        "name=",
        "regex=(",
        "layers=",
        "layers=3-1",
        "layers=a",
        "experts=-1",
        "layers=0,1",
        "name",
        "layers=0 what=1"
      })
  void anyOtherTextIsRefused(String text) {
    assertTrue(TensorSelection.parse(text).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> TensorSelection.of(text));
  }

  @Test
  void aSelectionOfNothingIsAnErrorThatNamesIt() throws IOException {
    Path model = TestModels.write(folder.resolve("moe.gguf"), MODEL);
    LoadException failure =
        assertThrows(
            LoadException.class,
            () ->
                Loader.load(model, settings(TensorSelection.of("layers=7-9")), Progress.NONE)
                    .close());
    assertEquals(model, failure.file());
    assertTrue(failure.getMessage().contains("'layers=7-9'"), failure.getMessage());
  }

  private static LoadSettings settings(TensorSelection selection) {
    return LoadSettings.of(Strategies.named("read").orElseThrow(), Deliver.COPIED)
        .withTensors(selection);
  }
}
