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
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.os.Capability;
import org.weightbench.testing.Fixtures;

class SameBytesTest {
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 0, 4096, 16, ReadOrder.FILE),
          new Shape(2, 0, 65_537, 1, ReadOrder.LAYER),
          new Shape(5, 0, 4097, 3, ReadOrder.RANDOM),
          new Shape(2, 0, 4L << 20, 16, ReadOrder.FILE));
  private static final List<Shape> SHAPES_OF_FLOATS =
      List.of(
          new Shape(1, 1, 1_000_003, 16, ReadOrder.FILE),
          new Shape(1, 3, 4097, 2, ReadOrder.LAYER),
          new Shape(3, 2, 65_537, 4, ReadOrder.RANDOM));

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

  record Shape(
      int readThreads, int dequantizeThreads, long chunkBytes, int queueDepth, ReadOrder order) {}

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (Strategy strategy : Strategies.all()) {
      for (Deliver deliver : strategy.delivers()) {
        SHAPES.forEach(shape -> cells.add(new Arguments(strategy.name(), deliver, shape)));
        if (deliver.floats().isPresent()) {
          SHAPES_OF_FLOATS.forEach(
              shape -> cells.add(new Arguments(strategy.name(), deliver, shape)));
        }
      }
    }
    return cells.stream();
  }

  record Arguments(String strategy, Deliver deliver, Shape shape) {
    LoadSettings settings() {
      return LoadSettings.of(
              Strategies.named(strategy).orElseThrow(),
              deliver,
              shape.readThreads,
              shape.chunkBytes)
          .withDequantizeThreads(shape.dequantizeThreads)
          .withQueueDepth(shape.queueDepth)
          .withOrder(shape.order);
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
    return tensor.type().isPresent();
  }
}
