package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.GgufModel;
import org.weightbench.testing.Fixtures;

final class InspectTest {
  @TempDir private Path folder;

  @Test
  void theOverviewTellsArchitectureSizesTypesAndLayers() {
    Cli.Ended ended = Cli.run("inspect", Fixtures.STORIES_F32.copyTo(folder));

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
    assertAll(
        () -> assertTrue(ended.out().matches("(?s).*Architecture +llama\n.*"), ended.out()),
        () -> assertTrue(ended.out().matches("(?s).*Parameters +\\d+ thousand \\(.*"), ended.out()),
        () ->
            assertTrue(
                ended.out().matches("(?s).*\nF32 +48 +.*100\\.0 % +32\\.00\n.*"), ended.out()),
        () -> assertTrue(ended.out().matches("(?s).*\nlayer 4 +9 .*"), ended.out()));
  }

  @Test
  void anyShardShowsTheWholeModel() {
    Fixtures.copyShardsTo(folder);

    Cli.Ended ended = Cli.run("inspect", folder.resolve(Fixtures.SHARD_2.fileName()), "--tensors");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("in 3 shards"), ended.out());
    assertTrue(ended.out().contains("48 tensors"), ended.out());
    assertTrue(ended.out().contains("blk.4.ffn_down.weight"), ended.out());
  }

  @Test
  void metadataShowsLongArraysCutShort() {
    Cli.Ended ended = Cli.run("inspect", Fixtures.STORIES_F32.copyTo(folder), "--metadata");

    assertTrue(
        ended
            .out()
            .matches("(?s).*tokenizer\\.ggml\\.tokens +string\\[512\\] +\\[\"<unk>\", .*…\\].*"),
        ended.out());
  }

  @Test
  void jsonHoldsTensorsAndMetadataWhenAskedFor() throws IOException {
    Path model = Fixtures.STORIES_F32.copyTo(folder);

    JsonNode json =
        new ObjectMapper()
            .readTree(Cli.run("inspect", model, "--json", "--tensors", "--metadata").out());

    assertEquals("llama", json.path("architecture").asText());
    assertEquals(48, json.path("tensors").size());
    assertEquals(Files.size(model), json.path("fileBytes").asLong());
    assertEquals("llama", json.at("/metadata/general.architecture/value").asText());
    assertEquals(64, json.at("/metadata/tokenizer.ggml.tokens/first").size());
  }

  @Test
  void anEmptyFileIsOneSentence() throws IOException {
    assertOneSentence(Files.createFile(folder.resolve("empty.gguf")), "empty file");
  }

  @Test
  void aTextFileIsOneSentence() throws IOException {
    assertOneSentence(Files.writeString(folder.resolve("notes.gguf"), "Dear diary,\n"), "\"Dear\"");
  }

  @Test
  void aTruncatedModelIsOneSentence() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.STORIES_F32.copyTo(folder));
    Path cut = folder.resolve("cut.gguf");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    assertOneSentence(cut, "byte");
  }

  @Test
  void aMissingShardIsOneSentence() throws IOException {
    Path first = Fixtures.copyShardsTo(folder);
    Files.delete(folder.resolve(Fixtures.SHARD_3.fileName()));

    assertOneSentence(first, Fixtures.SHARD_3.fileName());
  }

  @Test
  void aMissingFileIsOneSentence() {
    assertOneSentence(folder.resolve("nowhere.gguf"), "no such file");
  }

  @Test
  void anUnknownTensorTypeIsAProblemBesideWhatIsReadable() throws IOException {
    Path model = Fixtures.ORACLE_QUANTIZED.copyTo(folder);
    String tensor;
    try (GgufModel opened = GgufModel.open(model)) {
      tensor = opened.tensors().get(3).name();
    }
    UnknownType.giveTo(tensor, model);

    Cli.Ended ended = Cli.run("inspect", model, "--tensors");

    assertEquals(1, ended.exitCode());
    assertEquals(1, ended.errorLines().size(), ended.err());
    assertTrue(ended.err().contains(tensor), ended.err());
    assertTrue(ended.err().contains("99"), ended.err());
    assertTrue(ended.out().contains("28 tensors"), ended.out());
    assertTrue(ended.out().contains("type 99"), ended.out());
  }

  private static void assertOneSentence(Path model, String part) {
    Cli.Ended ended = Cli.run("inspect", model);
    assertEquals(1, ended.exitCode());
    assertEquals("", ended.out());
    assertEquals(1, ended.errorLines().size(), ended.err());
    assertTrue(ended.err().startsWith("weightbench: " + model.getParent()), ended.err());
    assertTrue(ended.err().contains(part), ended.err());
    assertFalse(ended.err().contains("Exception"), ended.err());
  }
}
