package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.Mount;
import org.weightbench.os.PageCache;
import org.weightbench.testing.Fixtures;

/** What 'warm' and 'evict' do to the page cache of a model in three shards. */
final class PageCacheCommandsTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    model = Fixtures.copyShardsTo(folder);
    assumeTrue(PageCache.capability(model).available(), () -> PageCache.capability(model).reason());
    assumeTrue(
        Mount.of(model).map(mount -> !mount.type().equals("tmpfs")).orElse(false),
        "the temporary folder is in memory, where nothing is ever cold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "populate"})
  void warmFillsAndEvictEmptiesEveryShard(String way) throws IOException {
    assumeTrue(MemoryAdvice.POPULATE_READ.capability().available(), "needs MADV_POPULATE_READ");

    Cli.Ended evicted = Cli.run("evict", model);

    assertEquals(0, evicted.exitCode(), evicted.err());
    assertEquals(3, evicted.out().lines().filter(l -> l.contains("after   [·")).count());
    assertTrue(evicted.out().contains("] 0.0 % in the page cache"), evicted.out());

    Cli.Ended warmed = Cli.run("warm", model, "--by", way, "--json");

    assertEquals(0, warmed.exitCode(), warmed.err());
    JsonNode files = new ObjectMapper().readTree(warmed.out()).path("files");
    assertEquals(3, files.size());
    for (JsonNode file : files) {
      assertEquals(0, file.at("/before/share").asDouble());
      assertEquals(1, file.at("/after/share").asDouble());
      file.at("/after/cells").forEach(cell -> assertEquals(1, cell.asDouble()));
      assertEquals(Files.size(Path.of(file.path("file").asText())), file.path("bytes").asLong());
    }
  }

  @Test
  void evictNamesWhoKeepsPages() throws Exception {
    Process holder = new ProcessBuilder("sleep", "600").redirectInput(model.toFile()).start();
    try (FileChannel channel = FileChannel.open(model)) {
      MappedByteBuffer held = channel.map(MapMode.READ_ONLY, 0, channel.size()).load();

      Cli.Ended ended = Cli.run("evict", model);

      assertEquals(1, ended.exitCode());
      assertTrue(
          ended.err().contains("stayed in the page cache; it is used by sleep ("), ended.err());
      assertTrue(held.isLoaded());
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsNoModelIsToldSo() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no model");

    Cli.Ended ended = Cli.run("warm", text);

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains(text.toString()), ended.err());
  }
}
