package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.os.Capability;
import org.weightbench.quant.Dequantizer;
import org.weightbench.testing.Fixtures;

class SameBytesTest {
  private static final List<Integer> THREADS = List.of(1, 2, 5);
  private static final List<Long> CHUNKS = List.of(4096L, 4097L, 65_537L, 1_000_003L, 4L << 20);

  @TempDir static Path folder;
  private static Path stories;
  private static Path shards;
  private static Path quantized;
  private static Path expected;
  private static Path tails;

  @BeforeAll
  static void copyModels() throws IOException {
    stories = Fixtures.STORIES_F32.copyTo(folder);
    shards = Fixtures.copyShardsTo(folder);
    quantized = Fixtures.ORACLE_QUANTIZED.copyTo(folder);
    expected = Fixtures.ORACLE_EXPECTED.copyTo(folder);
    tails = TestModels.withTails(folder.resolve("tails.gguf"));
  }

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (Strategy strategy : Strategies.all()) {
      for (Deliver deliver : strategy.delivers()) {
        for (int threads : THREADS) {
          for (long chunkBytes : CHUNKS) {
            cells.add(new Arguments(strategy.name(), deliver, threads, chunkBytes));
          }
        }
      }
    }
    return cells.stream();
  }

  record Arguments(String strategy, Deliver deliver, int threads, long chunkBytes) {
    LoadSettings settings() {
      return LoadSettings.of(
          Strategies.named(strategy).orElseThrow(), deliver, threads, chunkBytes);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellDeliversWhatPlainReadingOfTheFileGives(Arguments cell) throws IOException {
    LoadSettings settings = cell.settings();
    Capability capability = settings.strategy().availability(stories);
    assumeTrue(capability.available(), capability.reason());
    if (cell.deliver().floats().isPresent()) {
      Predicate<TensorInfo> readable = SameBytesTest::hasDequantizer;
      Set<String> names;
      try (GgufModel model = GgufModel.open(quantized)) {
        names =
            model.tensors().stream()
                .filter(readable)
                .map(TensorInfo::name)
                .collect(Collectors.toSet());
      }
      ContentHash floats =
          PlainReading.hash(expected, tensor -> names.contains(tensor.name()), cell.deliver());
      assertEquals(floats, load(quantized, settings, readable), "the oracle's floats");
      assertTrue(names.size() >= 7, "only " + names + " were compared");
    } else {
      assertEquals(plain(quantized), load(quantized, settings, _ -> true), "28 types");
      assertEquals(plain(tails), load(tails, settings, _ -> true), "odd sizes");
    }
    ContentHash whole = PlainReading.hash(stories, _ -> true, cell.deliver());
    assertEquals(whole, load(stories, settings, _ -> true), "one file");
    assertEquals(whole, load(shards, settings, _ -> true), "three shards");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aPartOfTheTensorsIsTheSameToo(Arguments cell) throws IOException {
    LoadSettings settings = cell.settings();
    Capability capability = settings.strategy().availability(stories);
    assumeTrue(capability.available(), capability.reason());
    Predicate<TensorInfo> wanted =
        tensor -> tensor.layer().isPresent() && tensor.layer().getAsInt() % 2 == 1;
    assertEquals(
        PlainReading.hash(stories, wanted, cell.deliver()), load(shards, settings, wanted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read", "direct", "channel"})
  void aTensorBeyondFourGibibytesIsReadWhereItLies(String name) throws IOException {
    Path far = folder.resolve("far-" + name + ".gguf");
    try {
      TestModels.behindHole(far, 5L << 30);
    } catch (IOException e) {
      assumeTrue(false, "this file system holds no file of 5 GiB: " + e.getMessage());
    }
    Strategy strategy = Strategies.named(name).orElseThrow();
    Capability capability = strategy.availability(far);
    assumeTrue(capability.available(), capability.reason());
    Predicate<TensorInfo> wanted = tensor -> tensor.name().equals("t1");
    LoadSettings settings = LoadSettings.of(strategy, Deliver.COPIED, 2, 4096);
    assertEquals(PlainReading.hash(far, wanted), load(far, settings, wanted));
  }

  @Test
  void theReferenceIsWhatPlainReadingGives() throws IOException {
    assertEquals(plain(quantized), ContentHash.reference(quantized, Deliver.COPIED, 2));
    assertEquals(plain(shards), ContentHash.reference(stories, Deliver.F32, 1));
  }

  private static ContentHash load(Path model, LoadSettings settings, Predicate<TensorInfo> wanted)
      throws IOException {
    try (LoadedModel loaded = Loader.load(model, settings, wanted, Progress.NONE)) {
      assertEquals(settings.strategy().name(), loaded.report().strategyUsed());
      return loaded.contentHash(2);
    }
  }

  private static ContentHash plain(Path model) throws IOException {
    return PlainReading.hash(model, _ -> true);
  }

  private static boolean hasDequantizer(TensorInfo tensor) {
    return tensor.type().flatMap(Dequantizer::of).isPresent();
  }
}
