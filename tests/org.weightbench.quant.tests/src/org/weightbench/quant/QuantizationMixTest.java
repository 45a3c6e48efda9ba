package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbench.gguf.TensorType;

class QuantizationMixTest {
  private static final List<Long> MATRIX = List.of(4096L, 4096L);

  @Test
  void sensitiveTensorsGetMoreBitsInTheOuterLayersAndEveryThirdBetween() {
    for (String name : List.of("attn_v.weight", "ffn_down.weight")) {
      assertEquals(
          List.of(0, 1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 28, 29, 30, 31),
          layersWith(TensorType.Q6_K, name, 32));
      assertEquals(List.of(2, 3), layersWith(TensorType.Q6_K, name, 4));
    }
  }

  @Test
  void otherMatricesAreStoredInFourBits() {
    for (String name :
        List.of("attn_q.weight", "attn_k.weight", "attn_output.weight", "ffn_up.weight")) {
      assertEquals(List.of(), layersWith(TensorType.Q6_K, name, 32));
      assertEquals(32, layersWith(TensorType.Q4_K, name, 32).size());
    }
    assertEquals(TensorType.Q4_K, mixed("token_embd.weight", MATRIX, false));
  }

  @Test
  void theOutputGetsMoreBitsAndSoDoesAnEmbeddingThatServesAsIt() {
    assertEquals(TensorType.Q6_K, mixed("output.weight", MATRIX, false));
    assertEquals(TensorType.Q6_K, mixed("token_embd.weight", MATRIX, true));
  }

  @Test
  void normsVectorsAndRoutersStayFloats() {
    for (QuantizationMix mix : QuantizationMix.all()) {
      for (TensorRole role :
          List.of(
              role("output_norm.weight", List.of(4096L)),
              role("blk.0.attn_norm.weight", List.of(4096L)),
              role("blk.0.attn_q.bias", List.of(4096L)),
              role("blk.0.attn_k_norm.weight", List.of(128L, 8L)),
              role("blk.0.ffn_gate_inp.weight", List.of(4096L, 8L)))) {
        assertEquals(TensorType.F32, mix.typeFor(role), mix.name() + " of " + role.name());
      }
    }
  }

  @Test
  void rowsThatAreNoWholeBlocksFallBackAsInLlamaCpp() {
    assertEquals(TensorType.Q5_0, mixed("blk.0.attn_q.weight", List.of(288L, 288L), false));
    assertEquals(TensorType.Q8_0, mixed("output.weight", List.of(288L, 512L), false));
    assertEquals(TensorType.F16, mixed("blk.0.attn_q.weight", List.of(100L, 100L), false));
    assertEquals(
        TensorType.F16,
        QuantizationMix.plain(TensorType.Q8_0)
            .orElseThrow()
            .typeFor(role("blk.0.attn_q.weight", List.of(100L, 100L))));
  }

  @Test
  void everyTypeWithAQuantizerIsAMixOfItself() {
    for (TensorType type : Quantizer.types()) {
      QuantizationMix mix = QuantizationMix.plain(type).orElseThrow();
      assertEquals(type.name(), mix.name());
      assertEquals(type, mix.typeFor(role("blk.3.attn_v.weight", MATRIX)));
    }
  }

  @Test
  void mixesOnlyChooseTypesThatCanBeWritten() {
    List<List<Long>> shapes =
        List.of(MATRIX, List.of(288L, 288L), List.of(100L, 100L), List.of(4096L));
    for (QuantizationMix mix : QuantizationMix.all()) {
      for (List<Long> shape : shapes) {
        for (String name : List.of("output.weight", "token_embd.weight", "blk.0.attn_v.weight")) {
          TensorType type = mix.typeFor(role(name, shape));
          assertTrue(Quantizer.of(type).isPresent(), () -> mix.name() + " chose " + type);
          assertEquals(0, shape.getFirst() % type.blockWeights());
        }
      }
    }
  }

  @Test
  void mixesAreFoundByNameInAnyCase() {
    assertEquals(QuantizationMix.Q4_K_M, QuantizationMix.named("q4_k_m").orElseThrow());
    assertTrue(QuantizationMix.named("Q4_K_XXL").isEmpty());
    assertTrue(QuantizationMix.names().contains("Q8_0"));
  }

  private static List<Integer> layersWith(TensorType type, String name, int layers) {
    return IntStream.range(0, layers)
        .filter(
            layer ->
                QuantizationMix.Q4_K_M.typeFor(
                        new TensorRole("blk." + layer + "." + name, MATRIX, layers, false))
                    == type)
        .boxed()
        .toList();
  }

  private static TensorType mixed(String name, List<Long> shape, boolean tiedEmbeddings) {
    return QuantizationMix.Q4_K_M.typeFor(new TensorRole(name, shape, 32, tiedEmbeddings));
  }

  private static TensorRole role(String name, List<Long> shape) {
    return new TensorRole(name, shape, 32, false);
  }
}
