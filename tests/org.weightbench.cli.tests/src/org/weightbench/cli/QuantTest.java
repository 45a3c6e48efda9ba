package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.testing.Fixtures;

final class QuantTest {
  @TempDir private Path folder;

  @Test
  void theTableShowsTheModelAsItIsAndEachFormat() {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);

    Cli.Ended ended = Cli.run("quant", stories, "--types", "q8_0,Q4_0", "--threads", "2");

    assertEquals(0, ended.exitCode(), ended.err());
    List<String> lines = ended.out().lines().toList();
    assertTrue(
        lines
            .getFirst()
            .matches(
                "Format +Bits/weight +File +RMSE +of RMS +Largest error +1 thread +2 threads"
                    + " +Kernels"),
        ended.out());
    assertTrue(
        lines.get(1).matches("as it is +32\\.00 +1\\.\\d+ MiB +0 .* [GM]B/s +\\S.*"), ended.out());
    assertTrue(
        lines.get(2).matches("Q8_0 +\\d+\\.\\d\\d +\\d+ KiB .* % .*B/s +\\S.*"), ended.out());
    assertTrue(lines.get(3).startsWith("Q4_0 "), ended.out());
    assertEquals(6, lines.size(), ended.out());
  }

  @Test
  void jsonAndChartAreForOtherPrograms() throws IOException {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);
    Path chart = folder.resolve("formats.svg");

    Cli.Ended ended =
        Cli.run("quant", stories, "--types", "F16", "--threads", 1, "--chart", chart, "--json");

    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode json = new ObjectMapper().readTree(ended.out());
    assertEquals(Files.size(stories), json.at("/source/fileBytes").asLong());
    assertEquals("F16", json.at("/formats/0/format").asText());
    assertTrue(json.at("/formats/0/rootMeanSquareError").asDouble() > 0, ended.out());
    assertTrue(json.at("/formats/0/rates/0/weightsPerSecond").asDouble() > 0, ended.out());
    String svg = Files.readString(chart);
    assertTrue(svg.startsWith("<svg"), svg);
    assertTrue(svg.contains("F16, 16."), svg);
  }

  @Test
  void typesAndSamplesThatAreNoneAreWrongUsage() {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);

    Cli.Ended type = Cli.run("quant", stories, "--types", "Q8_0,Q9_Z");
    assertEquals(2, type.exitCode());
    assertTrue(type.err().contains("found 'Q9_Z', expected one of Q4_K_M"), type.err());

    Cli.Ended threads = Cli.run("quant", stories, "--threads", "0");
    assertEquals(2, threads.exitCode());
    assertTrue(
        threads.err().contains("--threads: 0 threads cannot dequantize: ask for 1 to 1024"),
        threads.err());

    Cli.Ended sample = Cli.run("quant", stories, "--sample", "1TiB");
    assertEquals(2, sample.exitCode());
    assertTrue(sample.err().contains("--sample: a sample of"), sample.err());

    Cli.Ended chart = Cli.run("quant", stories, "--chart", folder.resolve("formats.gif"));
    assertEquals(1, chart.exitCode());
    assertTrue(chart.err().contains("expected one that ends in .svg or .png"), chart.err());
  }
}
