package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;

class LayerStreamTest {
  private static final int LAYERS = 12;
  private static final long LAYER_WEIGHTS = 96 << 10;
  private static final long LAYER_BYTES = 2 * TensorType.Q8_0.bytesFor(LAYER_WEIGHTS);

  @TempDir Path folder;
  private Path model;

  record Way(String strategy, Deliver deliver, int dequantizeThreads) {}

  static Stream<Way> ways() {
    return Strategies.all().stream()
        .flatMap(
            strategy ->
                strategy.delivers().stream()
                    .flatMap(
                        deliver ->
                            Stream.of(0, 2)
                                .filter(threads -> threads == 0 || deliver.floats().isPresent())
                                .map(threads -> new Way(strategy.name(), deliver, threads))));
  }

  /** The layers lie in the file in another order than that of their use, the second half first. */
  @BeforeEach
  void writeModel() throws IOException {
    List<TensorDeclaration> tensors = new ArrayList<>();
    tensors.add(tensor("output.weight"));
    for (int i = 0; i < LAYERS; i++) {
      int layer = (i + LAYERS / 2) % LAYERS;
      tensors.add(tensor("blk." + layer + ".ffn_up.weight"));
      tensors.add(tensor("blk." + layer + ".ffn_down.weight"));
    }
    tensors.add(tensor("token_embd.weight"));
    model = TestModels.write(folder.resolve("layers.gguf"), tensors);
  }

  private static TensorDeclaration tensor(String name) {
    return new TensorDeclaration(name, List.of(LAYER_WEIGHTS), TensorType.Q8_0);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void layersComeInTheirOrderWithTheirBytesThroughASmallWindow(Way way) throws IOException {
    LoadSettings settings = settings(way);
    long layerBytes = delivered(way.deliver, LAYER_BYTES);
    List<String> names = new ArrayList<>();
    LoadReport report;
    try (LoadedModel whole = Loader.load(model, settings, Progress.NONE);
        LayerStream stream =
            LayerStream.open(model, settings.withWindowBytes(2 * layerBytes + (64 << 10)))) {
      for (Optional<LoadedLayer> next = stream.next(); next.isPresent(); next = stream.next()) {
        try (LoadedLayer layer = next.get()) {
          names.add(layer.group().name());
          for (PlannedTensor tensor : layer.tensors()) {
            String name = tensor.info().name();
            assertEquals(-1, whole.tensor(name).mismatch(layer.tensor(name)), name);
          }
        }
      }
      report = stream.report();
    }
    List<String> expected = new ArrayList<>(List.of("input"));
    for (int i = 0; i < LAYERS; i++) {
      expected.add("blk." + i);
    }
    expected.add("output");
    assertEquals(expected, names);
    StreamReport streamed = report.stream().orElseThrow();
    assertEquals(LAYERS + 2, streamed.layers());
    assertTrue(streamed.peakWindowBytes() <= 2 * layerBytes + (64 << 10), streamed.toString());
    assertTrue(streamed.peakWindowBytes() >= layerBytes, streamed.toString());
    assertEquals(delivered(way.deliver, (LAYERS + 1) * LAYER_BYTES), report.deliveredBytes());
    assertTrue(report.wallNanos() >= streamed.stallNanos() + streamed.consumeNanos());
    assertTrue(streamed.firstLayerNanos() <= streamed.stallNanos());
    assertEquals(0, ProcessState.loadThreads());
  }

  private static long delivered(Deliver deliver, long storedBytes) {
    long weights = storedBytes / TensorType.Q8_0.blockBytes() * TensorType.Q8_0.blockWeights();
    return deliver.floats().map(format -> weights * format.bytes()).orElse(storedBytes);
  }

  @Test
  void aLayerGivenBackCannotBeReadAnyMore() throws IOException {
    LayerStream stream = LayerStream.open(model, copied());
    LoadedLayer input = stream.next().orElseThrow();
    MemorySegment bytes = input.tensor("token_embd.weight");
    input.close();
    input.close();
    assertThrows(IllegalStateException.class, () -> bytes.get(ValueLayout.JAVA_BYTE, 0));
    LoadedLayer first = stream.next().orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> first.tensor("token_embd.weight"));
    assertThrows(IllegalStateException.class, stream::report, "layers are missing");
    MemorySegment held = first.tensor("blk.0.ffn_up.weight");
    stream.close();
    assertThrows(IllegalStateException.class, () -> held.get(ValueLayout.JAVA_BYTE, 0));
    assertThrows(IllegalStateException.class, stream::next);
  }

  @Test
  void layersMayBeGivenBackInAnyOrder() throws IOException {
    LoadSettings settings = copied().withWindowBytes(4 * LAYER_BYTES);
    try (LayerStream stream = LayerStream.open(model, settings)) {
      int layers = 0;
      for (Optional<LoadedLayer> next = stream.next(); next.isPresent(); ) {
        LoadedLayer one = next.get();
        Optional<LoadedLayer> other = stream.next();
        layers += other.isPresent() ? 2 : 1;
        other.ifPresent(LoadedLayer::close);
        one.close();
        next = stream.next();
      }
      assertEquals(LAYERS + 2, layers);
    }
  }

  @Test
  void whoWaitsForALayerWithoutRoomIsWokenByClosing() throws IOException {
    LoadSettings settings = copied().withWindowBytes(LAYER_BYTES + (64 << 10));
    LayerStream stream = LayerStream.open(model, settings);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      assertEquals(0, stream.groups().getFirst().freeAfter());
      assertEquals(1, stream.groups().get(1).freeAfter());
      assertTrue(stream.next().isPresent());
      Future<Optional<LoadedLayer>> next = other.submit(stream::next);
      stream.close();
      ExecutionException stopped = assertThrows(ExecutionException.class, next::get);
      assertTrue(
          stopped.getCause() instanceof CancelledException
              || stopped.getCause() instanceof IllegalStateException,
          stopped.toString());
    }
    assertEquals(0, ProcessState.loadThreads());
  }

  @Test
  void aLayerLargerThanTheWindowIsRefusedWithWhatItNeeds() {
    LoadSettings settings = copied().withWindowBytes(LAYER_BYTES / 2);
    LoadException failure =
        assertThrows(LoadException.class, () -> LayerStream.open(model, settings).close());
    assertTrue(failure.getMessage().contains("larger window"), failure.getMessage());
  }

  @Test
  void aFailureInTheBackgroundReachesTheConsumerAndLeavesNothing() throws IOException {
    ProcessState.assumeVisible();
    Strategy cutting =
        new MeddledStrategy(
            Strategies.named("read").orElseThrow(),
            () -> TestModels.cut(model, 4096),
            MeddledStrategy.Event.NOTHING);
    try (LayerStream stream = LayerStream.open(model, copied().withStrategy(cutting))) {
      LoadException failure =
          assertThrows(
              LoadException.class,
              () -> {
                while (stream.next().isPresent()) {
                  stream.groups();
                }
              });
      assertEquals(model, failure.file());
      assertTrue(failure.getMessage().contains("cut"), failure.getMessage());
    }
    assertEquals(0, ProcessState.holdsOn(folder));
    assertEquals(0, ProcessState.loadThreads());
  }

  @Test
  void closingInTheMiddleStopsTheThreadsAndReleasesTheFiles() throws IOException {
    ProcessState.assumeVisible();
    CountDownLatch closing = new CountDownLatch(1);
    Strategy waiting =
        new MeddledStrategy(
            Strategies.named("read").orElseThrow(),
            MeddledStrategy.Event.NOTHING,
            () -> {
              try {
                closing.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });
    LayerStream stream = LayerStream.open(model, copied().withStrategy(waiting));
    closing.countDown();
    stream.close();
    stream.close();
    assertEquals(0, ProcessState.holdsOn(folder));
    assertEquals(0, ProcessState.loadThreads());
  }

  @Test
  void aSimulatedConsumerHoldsEachLayerForItsTime() throws IOException {
    Duration each = Duration.ofMillis(2);
    LoadSettings settings = copied().withConsume(each).withWindowBytes(3 * LAYER_BYTES);
    LoadReport report;
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      assertEquals(List.of(), loaded.tensors(), "the window had no room for all");
      report = loaded.report();
    }
    StreamReport stream = report.stream().orElseThrow();
    assertTrue(stream.consumeNanos() >= (LAYERS + 2) * each.toNanos(), stream.toString());
    assertEquals(stream.consumeNanos(), report.phase(Phase.CONSUME).orElseThrow().busyNanos());
    assertEquals(
        report.wallNanos(),
        report.criticalPath().otherNanos()
            + report.criticalPath().legs().stream().mapToLong(PhaseTime::busyNanos).sum());
    assertEquals(
        Stream.iterate(0, i -> i + 1).limit(LAYERS).toList(),
        report.layersReady().stream().map(LayerReady::layer).toList());
  }

  @Test
  void withoutAWindowTheConsumedModelIsKept() throws IOException {
    LoadSettings settings = copied().withConsume(Duration.ZERO);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      assertEquals(ContentHash.reference(model, Deliver.COPIED, 1), loaded.contentHash(1));
      assertEquals(LAYERS + 2, loaded.report().stream().orElseThrow().layers());
    }
  }

  @Test
  void aSimulatedConsumerStopsWhenAsked() {
    LoadSettings settings = copied().withConsume(Duration.ofHours(1));
    Progress stopping =
        new Progress() {
          private int asked;

          @Override
          public void at(long doneBytes, long totalBytes) {
            assertTrue(doneBytes <= totalBytes);
          }

          @Override
          public boolean cancelled() {
            asked++;
            return asked > 1;
          }
        };
    assertThrows(CancelledException.class, () -> Loader.load(model, settings, stopping).close());
    assertEquals(0, ProcessState.loadThreads());
  }

  private LoadSettings settings(Way way) {
    Strategy strategy = Strategies.named(way.strategy).orElseThrow();
    Capability capability = strategy.availability(model);
    assumeTrue(capability.available(), capability.reason());
    return LoadSettings.of(strategy, way.deliver, 2, 16 << 10)
        .withDequantizeThreads(way.dequantizeThreads);
  }

  private static LoadSettings copied() {
    return LoadSettings.of(Strategies.named("read").orElseThrow(), Deliver.COPIED, 2, 16 << 10)
        .withOrder(ReadOrder.LAYER);
  }
}
