package org.weightbench.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.TensorType;
import org.weightbench.testing.Fixtures;

class QuantizationMixTest {
  private static final List<Long> MATRIX = List.of(4096L, 4096L);

  @TempDir Path folder;

  @Test
  void sensitiveTensorsGetMoreBitsInTheOuterLayersAndEveryThirdBetween() {
    for (QuantizationMix mix : List.of(QuantizationMix.Q4_K_M, QuantizationMix.Q5_K_M)) {
      for (String name : List.of("attn_v.weight", "ffn_down.weight", "ffn_down_exps.weight")) {
        assertEquals(
            List.of(0, 1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 28, 29, 30, 31),
            layersWith(TensorType.Q6_K, mix, name, llama(32)));
        assertEquals(List.of(2, 3), layersWith(TensorType.Q6_K, mix, name, llama(4)));
      }
    }
  }

  @Test
  void theThreeBitMixHasFiveBitsInTheFirstLayersAndFourWhereErrorsHurt() {
    QuantizationMix mix = QuantizationMix.Q3_K_M;
    assertEquals(List.of(0, 1), layersWith(TensorType.Q5_K, mix, "attn_v.weight", llama(32)));
    assertEquals(30, layersWith(TensorType.Q4_K, mix, "attn_v.weight", llama(32)).size());
    assertEquals(List.of(0, 1, 2), layersWith(TensorType.Q5_K, mix, "ffn_down.weight", llama(48)));
    assertEquals(45, layersWith(TensorType.Q4_K, mix, "ffn_down.weight", llama(48)).size());
    assertEquals(32, layersWith(TensorType.Q4_K, mix, "attn_output.weight", llama(32)).size());
    assertEquals(32, layersWith(TensorType.Q3_K, mix, "ffn_up.weight", llama(32)).size());
    assertEquals(TensorType.Q6_K, mix.typeFor(role("output.weight", MATRIX)));
    assertEquals(TensorType.Q3_K, mix.typeFor(role("token_embd.weight", MATRIX)));
  }

  @Test
  void otherMatricesAreStoredInTheMixesOwnType() {
    for (String name :
        List.of("attn_q.weight", "attn_k.weight", "attn_output.weight", "ffn_up.weight")) {
      assertEquals(32, layersWith(TensorType.Q4_K, QuantizationMix.Q4_K_M, name, llama(32)).size());
      assertEquals(32, layersWith(TensorType.Q5_K, QuantizationMix.Q5_K_M, name, llama(32)).size());
    }
    assertEquals(TensorType.Q4_K, mixed("token_embd.weight", MATRIX, llama(32)));
  }

  @Test
  void theOutputGetsMoreBitsAndSoDoesAnEmbeddingThatServesAsIt() {
    ModelTraits tied = new ModelTraits("llama", 32, 0, false, List.of(), true);
    assertEquals(TensorType.Q6_K, mixed("output.weight", MATRIX, llama(32)));
    assertEquals(TensorType.Q6_K, mixed("token_embd.weight", MATRIX, tied));
  }

  @Test
  void valueMatricesAreCountedWhereNotEveryLayerHasOne() {
    List<String> values =
        IntStream.range(0, 8).mapToObj(i -> "blk." + (4 * i + 3) + ".attn_qkv.weight").toList();
    ModelTraits hybrid = new ModelTraits("hybrid", 32, 0, false, values, false);
    assertEquals(
        List.of(3, 15, 27, 31),
        layersWith(TensorType.Q6_K, QuantizationMix.Q4_K_M, "attn_qkv.weight", hybrid));
  }

  @Test
  void mixturesOfEightExpertsKeepTheirSmallAttentionMatricesExact() {
    ModelTraits mixtral = new ModelTraits("llama", 32, 8, true, llama(32).valueMatrices(), false);
    assertEquals(TensorType.Q8_0, mixed("blk.7.attn_v.weight", MATRIX, mixtral));
    assertEquals(TensorType.Q8_0, mixed("blk.7.attn_k.weight", MATRIX, mixtral));
    assertEquals(TensorType.Q5_K, mixed("blk.7.attn_output.weight", MATRIX, mixtral));
    assertEquals(TensorType.Q4_K, mixed("blk.7.attn_q.weight", MATRIX, mixtral));
  }

  @Test
  void valueMatricesThatSeventyBillionParametersShareGetMoreBits() {
    List<String> values = llama(80).valueMatrices();
    ModelTraits shared = new ModelTraits("llama", 80, 0, true, values, false);
    ModelTraits unshared = new ModelTraits("llama", 80, 0, false, values, false);
    assertEquals(TensorType.Q5_K, mixed("blk.10.attn_v.weight", MATRIX, shared));
    assertEquals(TensorType.Q4_K, mixed("blk.10.attn_v.weight", MATRIX, unshared));
    assertEquals(TensorType.Q6_K, mixed("blk.0.attn_v.weight", MATRIX, shared));
  }

  @Test
  void falconIsTheExceptionThatItIsInLlamaCpp() {
    ModelTraits falcon = new ModelTraits("falcon", 32, 0, false, llama(32).valueMatrices(), false);
    assertEquals(TensorType.Q8_0, mixed("output.weight", MATRIX, falcon));
    assertEquals(TensorType.Q6_K, mixed("blk.1.ffn_down.weight", MATRIX, falcon));
    assertEquals(TensorType.Q5_K, mixed("blk.2.ffn_down.weight", MATRIX, falcon));
    assertEquals(TensorType.Q4_K, mixed("blk.4.ffn_down.weight", MATRIX, falcon));
    assertEquals(
        TensorType.Q3_K,
        QuantizationMix.Q3_K_M.typeFor(new TensorRole("blk.4.ffn_down.weight", MATRIX, falcon)));
  }

  @Test
  void aModelsTraitsAreReadFromItsMetadataAndTensors() throws Exception {
    try (GgufModel model = GgufModel.open(Fixtures.STORIES_F32.copyTo(folder))) {
      ModelTraits traits = ModelTraits.of(model);
      assertEquals("llama", traits.architecture());
      assertEquals(5, traits.layers());
      assertEquals(0, traits.experts());
      assertTrue(traits.sharedValues());
      assertEquals(
          IntStream.range(0, 5).mapToObj(i -> "blk." + i + ".attn_v.weight").toList(),
          traits.valueMatrices());
    }
  }

  @Test
  void layersAreCountedByTheirTensorsWhereMetadataDoesNotSay() {
    ModelTraits traits =
        ModelTraits.of(
            Metadata.of(Map.of()),
            List.of("blk.10.attn_v.weight", "blk.9.attn_v.weight", "output.weight"));
    assertEquals(11, traits.layers());
    assertEquals(List.of("blk.9.attn_v.weight", "blk.10.attn_v.weight"), traits.valueMatrices());
    assertFalse(traits.tiedEmbeddings());
  }

  @Test
  void normsVectorsRoutersAndOtherSmallTensorsStayFloats() {
    for (QuantizationMix mix : QuantizationMix.all()) {
      for (TensorRole role :
          List.of(
              role("output_norm.weight", List.of(4096L)),
              role("blk.0.attn_norm.weight", List.of(4096L)),
              role("blk.0.attn_q.bias", List.of(4096L)),
              role("blk.0.attn_k_norm.weight", List.of(128L, 8L)),
              role("blk.0.ssm_conv1d.weight", List.of(4L, 4096L)),
              role("blk.0.time_mix_w1.weight", List.of(4096L, 64L)),
              role("token_types.weight", List.of(4096L, 2L)),
              role("blk.0.ffn_gate_inp.weight", List.of(4096L, 8L)))) {
        assertEquals(TensorType.F32, mix.typeFor(role), mix.name() + " of " + role.name());
      }
    }
  }

  @Test
  void rowsThatAreNoWholeBlocksFallBackAsInLlamaCpp() {
    List<Long> narrow = List.of(288L, 288L);
    assertEquals(TensorType.Q5_0, mixed("blk.0.attn_q.weight", narrow, llama(32)));
    assertEquals(TensorType.Q8_0, mixed("output.weight", narrow, llama(32)));
    assertEquals(TensorType.F16, mixed("blk.0.attn_q.weight", List.of(100L, 9L), llama(32)));
    Map<TensorType, TensorType> standIns =
        Map.of(
            TensorType.Q2_K, TensorType.Q4_0,
            TensorType.Q3_K, TensorType.Q4_0,
            TensorType.TQ1_0, TensorType.Q4_0,
            TensorType.TQ2_0, TensorType.Q4_0,
            TensorType.IQ4_XS, TensorType.IQ4_NL,
            TensorType.Q5_K, TensorType.Q5_1,
            TensorType.Q8_0, TensorType.Q8_0);
    standIns.forEach(
        (wanted, standIn) -> assertEquals(standIn, plain(wanted, narrow), wanted::toString));
    assertEquals(TensorType.F16, plain(TensorType.Q8_0, List.of(100L, 9L)));
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

  private static List<Integer> layersWith(
      TensorType type, QuantizationMix mix, String name, ModelTraits model) {
    return IntStream.range(0, model.layers())
        .mapToObj(layer -> new TensorRole("blk." + layer + "." + name, MATRIX, model))
        .filter(role -> !role.makesValues() || model.valueMatrices().contains(role.name()))
        .filter(role -> mix.typeFor(role) == type)
        .map(role -> role.layer().orElseThrow())
        .toList();
  }

  private static TensorType mixed(String name, List<Long> shape, ModelTraits model) {
    return QuantizationMix.Q4_K_M.typeFor(new TensorRole(name, shape, model));
  }

  private static TensorType plain(TensorType type, List<Long> shape) {
    return QuantizationMix.plain(type).orElseThrow().typeFor(role("blk.0.attn_q.weight", shape));
  }

  private static TensorRole role(String name, List<Long> shape) {
    return new TensorRole(name, shape, llama(32));
  }

  private static ModelTraits llama(int layers) {
    List<String> values =
        IntStream.range(0, layers).mapToObj(i -> "blk." + i + ".attn_v.weight").toList();
    return new ModelTraits("llama", layers, 0, false, values, false);
  }
}
