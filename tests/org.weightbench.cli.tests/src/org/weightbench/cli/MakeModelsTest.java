package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorType;
import org.weightbench.testing.Fixtures;

final class MakeModelsTest {
  @TempDir private Path folder;

  @Test
  void aSynthesizedModelIsOfTheAskedSizeAndTypes() throws IOException {
    Path out = folder.resolve("made.gguf");

    Cli.Ended ended = Cli.run("synth", out, "--size", "4MiB", "--type", "q4_k_m");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(4.0, Files.size(out) / (double) (1 << 20), 0.2);
    try (GgufModel model = GgufModel.open(out)) {
      assertTrue(
          model.tensors().stream().anyMatch(t -> t.typeId() == TensorType.Q4_K.id()), ended.out());
    }
  }

  @Test
  void anExistingFileIsReplacedOnlyByForce() throws IOException {
    Path out = Files.writeString(folder.resolve("precious.gguf"), "precious");

    Cli.Ended refused = Cli.run("synth", out, "--size", "2MiB");
    assertEquals(1, refused.exitCode());
    assertEquals("weightbench: " + out + " exists already; --force replaces it\n", refused.err());
    assertEquals("precious", Files.readString(out));

    assertEquals(0, Cli.run("synth", out, "--size", "2MiB", "--force").exitCode());
    assertTrue(Files.size(out) > 1 << 20);
  }

  @Test
  void aMissingFolderIsNamed() {
    Cli.Ended ended = Cli.run("synth", folder.resolve("no/such/made.gguf"), "--size", "2MiB");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains(folder.resolve("no/such") + " does not exist"), ended.err());
  }

  @Test
  void sizesAndTypesThatAreNoneAreWrongUsage() {
    Path out = folder.resolve("made.gguf");

    Cli.Ended size = Cli.run("synth", out, "--size", "big");
    assertEquals(2, size.exitCode());
    assertTrue(size.err().contains("found 'big', expected a size such as 1GiB"), size.err());

    Cli.Ended small = Cli.run("synth", out, "--size", "3kB");
    assertEquals(2, small.exitCode());

    Cli.Ended type = Cli.run("synth", out, "--size", "2MiB", "--type", "Q9_Z");
    assertEquals(2, type.exitCode());
    assertTrue(type.err().contains("found 'Q9_Z', expected one of Q4_K_M"), type.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void convertingKeepsEveryTensorInTheNewType() throws IOException {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);
    Path small = folder.resolve("stories-q8_0.gguf");
    Path back = folder.resolve("stories-f32.gguf");

    assertEquals(0, Cli.run("convert", stories, small, "--type", "Q8_0").exitCode());
    assertEquals(0, Cli.run("convert", small, back, "--type", "F32").exitCode());

    try (GgufModel first = GgufModel.open(stories);
        GgufModel middle = GgufModel.open(small);
        GgufModel last = GgufModel.open(back)) {
      assertEquals(first.tensors().size(), middle.tensors().size());
      assertTrue(middle.tensorBytes() < first.tensorBytes() / 2);
      assertEquals(first.tensorBytes(), last.tensorBytes());
    }
  }

  @Test
  void theReportShowsTypesBytesAndErrorsOfEachTensor() {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);

    Cli.Ended ended =
        Cli.run("convert", stories, folder.resolve("o.gguf"), "--type", "Q8_0", "--report");

    assertEquals(0, ended.exitCode(), ended.err());
    List<String> lines = ended.out().lines().toList();
    assertTrue(lines.getFirst().matches("Tensor +From +To +Before +After +RMSE .*"), ended.out());
    String number = "\\d\\.\\d{3}e-0\\d";
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.matches(
                        "blk\\.0\\.attn_q\\.weight +F32 +Q8_0 +16\\.0 KiB +4\\.25 KiB +"
                            + number
                            + " +0\\.\\d+ % +"
                            + number)),
        ended.out());
    assertTrue(ended.out().matches("(?s).*\nblk\\.0\\.attn_norm\\.weight .* copied\n.*"));
    assertEquals(48 + 4, lines.size(), ended.out());
    assertTrue(lines.getLast().contains("o.gguf: "), ended.out());
  }

  @Test
  void theReportIsJsonForOtherPrograms() throws IOException {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);
    Path out = folder.resolve("o.gguf");

    Cli.Ended ended =
        Cli.run("convert", stories, out, "--type", "Q4_0", "--report", "--json", "--threads", "2");

    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode json = new ObjectMapper().readTree(ended.out());
    assertEquals(Files.size(out), json.path("fileBytes").asLong());
    assertEquals(48, json.path("tensors").size());
    double rootMeanSquareError = json.at("/all/rootMeanSquareError").asDouble();
    assertTrue(rootMeanSquareError > 0, ended.out());
    assertTrue(json.at("/all/maximumAbsoluteError").asDouble() > rootMeanSquareError, ended.out());
  }

  @Test
  void threadsOutOfRangeAreWrongUsage() {
    Path in = Fixtures.STORIES_F32.copyTo(folder);
    Path out = folder.resolve("o.gguf");

    Cli.Ended ended = Cli.run("convert", in, out, "--type", "F16", "--threads", "0");

    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("--threads: 0 threads cannot convert"), ended.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void aTensorThatCannotBeReadIsNamedAndNoFileIsLeft() throws IOException {
    Path in = Fixtures.ORACLE_QUANTIZED.copyTo(folder);
    Path out = folder.resolve("out.gguf");
    UnknownType.giveTo("w.Q4_K", in);

    Cli.Ended ended = Cli.run("convert", in, out, "--type", "F32");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("tensor w.Q4_K (type 99)"), ended.err());
    assertTrue(ended.err().contains("cannot be converted to F32"), ended.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void aTypeThatCannotBeWrittenIsSaidSo() {
    Path in = Fixtures.STORIES_F32.copyTo(folder);

    Cli.Ended ended = Cli.run("convert", in, folder.resolve("out.gguf"), "--type", "iq1_s");

    assertEquals(1, ended.exitCode());
    assertTrue(
        ended.err().contains("IQ1_S cannot be written; expected one of Q4_K_M"), ended.err());
    assertFalse(Files.exists(folder.resolve("out.gguf")));
    assertEquals(2, Cli.run("convert", in, folder.resolve("o"), "--type", "nonsense").exitCode());
  }

  @Test
  void theModelItselfIsNeverOverwritten() throws IOException {
    Path first = Fixtures.copyShardsTo(folder);
    Path second = folder.resolve(Fixtures.SHARD_2.fileName());
    byte[] before = Files.readAllBytes(second);

    Cli.Ended ended = Cli.run("convert", first, second, "--type", "F16", "--force");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("is a file of the model itself"), ended.err());
    assertArrayEquals(before, Files.readAllBytes(second));
  }
}
