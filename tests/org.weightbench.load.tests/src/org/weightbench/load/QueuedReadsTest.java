package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.Progress;
import org.weightbench.os.Capability;
import org.weightbench.os.Mount;
import org.weightbench.testing.Fixtures;

class QueuedReadsTest {
  private static final List<String> STRATEGIES = List.of("uring", "uring-direct");
  private static final List<Integer> DEPTHS = List.of(1, 2, 3, 7, 16, 64);

  @TempDir static Path folder;
  private static Path tails;
  private static Path shards;
  private static Path stories;

  @BeforeAll
  static void writeModels() throws IOException {
    tails = TestModels.withTails(folder.resolve("tails.gguf"));
    shards = Fixtures.copyShardsTo(folder);
    stories = Fixtures.STORIES_F32.copyTo(folder);
  }

  record Cell(String strategy, int depth, int threads, long chunkBytes) {
    LoadSettings settings(Deliver deliver) {
      return LoadSettings.of(available(strategy, tails), deliver, threads, chunkBytes)
          .withQueueDepth(depth);
    }
  }

  static Stream<Cell> cells() {
    return STRATEGIES.stream()
        .flatMap(
            strategy ->
                DEPTHS.stream()
                    .flatMap(
                        depth ->
                            Stream.of(
                                new Cell(strategy, depth, 1, 4096),
                                new Cell(strategy, depth, 1, 65_537),
                                new Cell(strategy, depth, 3, 12_345))));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anyDepthDeliversWhatPlainReadingGives(Cell cell) throws IOException {
    assertEquals(plain(tails), load(tails, cell.settings(Deliver.COPIED)));
    assertEquals(plain(stories), load(shards, cell.settings(Deliver.COPIED)));
    assertEquals(plain(stories), load(shards, cell.settings(Deliver.F32)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"uring", "uring-direct"})
  void aPollingKernelThreadDeliversTheSame(String strategy) throws IOException {
    LoadSettings settings =
        new Cell(strategy, 8, 2, 8192).settings(Deliver.COPIED).withSqPoll(true);
    assertEquals(plain(stories), load(shards, settings));
    try (LoadedModel loaded = Loader.load(tails, settings, Progress.NONE)) {
      assertTrue(loaded.report().granted().contains("io_uring with SQPOLL"), granted(loaded));
    }
  }

  @Test
  void theReportSaysWhatTheSystemGranted() throws IOException {
    for (String strategy : STRATEGIES) {
      LoadSettings settings = new Cell(strategy, 4, 2, 4096).settings(Deliver.COPIED);
      try (LoadedModel loaded = Loader.load(tails, settings, Progress.NONE)) {
        String granted = granted(loaded);
        assertTrue(granted.contains("registered files"), granted);
        assertTrue(granted.contains("io_uring with "), granted);
        assertEquals(strategy.equals("uring-direct"), granted.contains("O_DIRECT"), granted);
        assertTrue(loaded.report().ran().startsWith(strategy + ", "), loaded.report().ran());
      }
    }
  }

  @Test
  void memoryThatIsReadIntoAgainIsRegisteredOrTheReportSaysWhyNot() throws IOException {
    for (String strategy : STRATEGIES) {
      LoadSettings settings = new Cell(strategy, 4, 2, 65_537).settings(Deliver.F32);
      try (LoadedModel loaded = Loader.load(shards, settings, Progress.NONE)) {
        String granted = granted(loaded);
        assertTrue(
            granted.contains(" registered buffers") || granted.contains("RLIMIT_MEMLOCK"), granted);
      }
    }
  }

  @Test
  void queuedDirectReadsAreUnavailableWhereFilesLiveInMemory() throws IOException {
    available("uring-direct", tails);
    Path shared = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(shared)
            && Mount.of(shared).map(Mount::type).filter("tmpfs"::equals).isPresent(),
        "there is no writable tmpfs on /dev/shm");
    Path inMemory = Files.createTempDirectory(shared, "weightbench-load-test");
    Path model = Fixtures.STORIES_F32.copyTo(inMemory);
    try {
      Strategy strategy = Strategies.named("uring-direct").orElseThrow();
      Capability capability = strategy.availability(model);
      assertFalse(capability.available());
      assertTrue(capability.reason().contains("tmpfs"), capability.reason());
      LoadException refusal =
          assertThrows(
              LoadException.class,
              () -> Loader.load(model, LoadSettings.of(strategy, Deliver.COPIED), Progress.NONE));
      assertTrue(refusal.getMessage().contains("tmpfs"), refusal.getMessage());
      assertTrue(Strategies.named("uring").orElseThrow().availability(model).available());
    } finally {
      Files.delete(model);
      Files.delete(inMemory);
    }
  }

  private static String granted(LoadedModel loaded) {
    return loaded.report().granted().toString();
  }

  private static ContentHash load(Path model, LoadSettings settings) throws IOException {
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      return loaded.contentHash(2);
    }
  }

  private static ContentHash plain(Path model) throws IOException {
    return PlainReading.hash(model, _ -> true);
  }

  private static Strategy available(String name, Path model) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    Capability capability = strategy.availability(model);
    assumeTrue(capability.available(), name + ": " + capability.reason());
    return strategy;
  }
}
