package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.NumaPolicy;
import org.weightbench.os.PageKind;
import org.weightbench.testing.Fixtures;

class LoadReportTest {
  private static final long WEIGHTS = 4L << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mmap, MAPPED, HEADER ALLOCATE FAULT RELEASE",
    "mmap, COPIED, HEADER ALLOCATE FAULT COPY RELEASE",
    "mmap, F32, HEADER ALLOCATE FAULT DEQUANTIZE RELEASE",
    "read, COPIED, HEADER ALLOCATE READ RELEASE",
    "direct, F32, HEADER ALLOCATE READ DEQUANTIZE RELEASE",
    "channel, F32, HEADER ALLOCATE READ DEQUANTIZE RELEASE"
  })
  void phasesAreThoseOfTheStrategyWithTheirBytes(
      String strategy, Deliver deliver, String phaseNames) throws IOException {
    LoadReport report = load(strategy, deliver, 2);
    Set<String> phases =
        report.phases().stream().map(time -> time.phase().name()).collect(Collectors.toSet());
    assertEquals(Set.of(phaseNames.split(" ")), phases);
    assertEquals(
        deliver == Deliver.MAPPED ? "mapping of the file" : "anonymous memory",
        report.destination().split(",")[0]);
    long stored = TensorType.Q8_0.bytesFor(WEIGHTS);
    assertEquals(stored, report.logicalBytes());
    assertEquals(deliver == Deliver.F32 ? WEIGHTS * 4 : stored, report.deliveredBytes());
    Phase reading = strategy.equals("mmap") ? Phase.FAULT : Phase.READ;
    assertTrue(report.phase(reading).orElseThrow().bytes() >= stored);
    if (deliver != Deliver.MAPPED) {
      assertTrue(
          report.phase(Phase.ALLOCATE).orElseThrow().bytes() >= report.deliveredBytes(),
          "every page of the destination was touched");
    }
    if (deliver == Deliver.F32) {
      assertEquals(WEIGHTS * 4, report.phase(Phase.DEQUANTIZE).orElseThrow().bytes());
    }
  }

  @Test
  void theCriticalPathFillsTheWallTime() throws IOException {
    LoadReport report = load("read", Deliver.COPIED, 3);
    CriticalPath path = report.criticalPath();
    long legs = path.legs().stream().mapToLong(PhaseTime::busyNanos).sum();
    assertEquals(report.wallNanos(), legs + path.otherNanos());
    assertTrue(report.headerNanos() < report.wallNanos());
    assertTrue(path.toString().contains(path.boundBy().name()), path.toString());
    assertFalse(path.legs().stream().anyMatch(leg -> leg.phase() == Phase.RELEASE));
    assertEquals(3, report.readThreads());
    assertEquals(1, report.helperThreads());
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL, 'anonymous memory, base pages', 1",
    "HUGE, 'anonymous memory, huge pages advised', 1",
    "TOUCHED, 'anonymous memory, base pages', 0",
    "HUGE_TOUCHED, 'anonymous memory, huge pages advised', 0"
  })
  void theDestinationHasThePagesThatWereAskedFor(
      DestinationPages pages, String destination, int helpers) throws IOException {
    PageKind kind = destination.contains("huge") ? PageKind.HUGE : PageKind.NORMAL;
    Capability capability = NativeMemory.capability(kind);
    assumeTrue(capability.available(), capability.reason());
    LoadReport report = load(read().withPages(pages));
    assertEquals(destination, report.destination());
    assertEquals(helpers, report.helperThreads());
  }

  @ParameterizedTest
  @EnumSource(
      value = Placement.class,
      names = {"LOCAL", "INTERLEAVE"})
  void theDestinationIsPlacedWhereItWasAskedFor(Placement placement) throws IOException {
    Capability capability = NumaPolicy.capability();
    assumeTrue(capability.available(), capability.reason());
    LoadSettings settings = read().withPlacement(placement);
    if (placement == Placement.INTERLEAVE && NumaPolicy.nodes().size() < 2) {
      LoadException refused = assertThrows(LoadException.class, () -> load(settings));
      assertEquals(Phase.ALLOCATE, refused.phase());
      assertTrue(refused.getMessage().contains("one NUMA node"), refused.getMessage());
      return;
    }
    LoadReport report = load(settings);
    assertTrue(
        report
            .destination()
            .endsWith(
                placement == Placement.LOCAL
                    ? "on the node that touched it"
                    : "interleaved over NUMA nodes " + NumaPolicy.nodes()),
        report.destination());
    assertTrue(report.ran().startsWith("read, anonymous memory"), report.ran());
  }

  @Test
  void threadsThatOnlyDequantizeAndTheirKernelsAreReported() throws IOException {
    LoadReport report =
        load(read().withDeliver(Deliver.F32).withReadThreads(1).withDequantizeThreads(2));
    assertEquals(1, report.readThreads());
    assertEquals(2, report.dequantizeThreads());
    assertEquals(Set.of(TensorType.Q8_0), report.kernels().keySet());
    assertFalse(report.kernels().get(TensorType.Q8_0).isBlank());
    CriticalPath path = report.criticalPath();
    long legs = path.legs().stream().mapToLong(PhaseTime::busyNanos).sum();
    assertEquals(report.wallNanos(), legs + path.otherNanos());
  }

  @ParameterizedTest
  @EnumSource(ReadOrder.class)
  void eachLayerIsReadyOnceBeforeTheEnd(ReadOrder order) throws IOException {
    Path stories = Fixtures.STORIES_F32.copyTo(folder);
    Set<Integer> layers;
    try (GgufModel model = GgufModel.open(stories)) {
      layers =
          model.tensors().stream()
              .flatMapToInt(tensor -> tensor.layer().stream())
              .boxed()
              .collect(Collectors.toSet());
    }
    LoadSettings settings = read().withOrder(order).withChunkBytes(10_000);
    try (LoadedModel loaded = Loader.load(stories, settings, Progress.NONE)) {
      List<LayerReady> ready = loaded.report().layersReady();
      assertEquals(
          layers.stream().sorted().toList(), ready.stream().map(LayerReady::layer).toList());
      for (LayerReady layer : ready) {
        assertTrue(layer.nanosFromStart() > 0, layer.toString());
        assertTrue(layer.nanosFromStart() <= loaded.report().wallNanos(), layer.toString());
      }
    }
  }

  @Test
  void bytesReadAreComparedWithBytesNeeded() throws IOException {
    Path file = TestModels.ofSizes(folder.resolve("gap.gguf"), 10_000, 10_000, 10_000);
    LoadSettings settings = read().withTensors(TensorSelection.of("regex=t[02]"));
    try (LoadedModel loaded = Loader.load(file, settings, Progress.NONE)) {
      LoadReport report = loaded.report();
      assertEquals(20_000, report.logicalBytes());
      assertEquals((double) report.readBytes() / 20_000, report.readAmplification());
      assertTrue(report.readAmplification() > 1.49, "amplification " + report);
      assertTrue(report.readAmplification() < 1.6, "amplification " + report);
    }
    assertEquals(1, load(read()).readAmplification());
  }

  @Test
  void noMoreThreadsAreUsedThanThereAreChunks() throws IOException {
    LoadSettings settings =
        LoadSettings.of(Strategies.named("channel").orElseThrow(), Deliver.COPIED, 8, 64L << 20);
    try (LoadedModel model = Loader.load(model(), settings, Progress.NONE)) {
      assertEquals(1, model.report().readThreads());
    }
  }

  @Test
  void aModelWithoutTensorsLoadsToNothing() throws IOException {
    Path file = TestModels.write(folder.resolve("empty.gguf"), List.of());
    LoadSettings settings =
        LoadSettings.of(Strategies.named("read").orElseThrow(), Deliver.COPIED, 2, 1 << 20);
    try (LoadedModel model = Loader.load(file, settings, Progress.NONE)) {
      assertEquals(List.of(), model.tensors());
      assertEquals(0, model.report().deliveredBytes());
      assertTrue(model.report().wallNanos() > 0);
    }
  }

  @Test
  void progressIsToldOnTheCallersThreadAndEndsAtTheTotal() throws IOException {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    Thread caller = Thread.currentThread();
    Progress progress =
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            assertEquals(caller, Thread.currentThread());
            done.add(doneBytes);
            totals.add(totalBytes);
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    LoadSettings settings =
        LoadSettings.of(Strategies.named("read").orElseThrow(), Deliver.COPIED, 2, 1 << 20);
    Loader.load(model(), settings, progress).close();
    assertEquals(totals.getLast(), done.getLast());
    assertEquals(done.stream().sorted().toList(), done);
  }

  private LoadReport load(String name, Deliver deliver, int threads) throws IOException {
    Path model = model();
    Strategy strategy = Strategies.named(name).orElseThrow();
    Capability capability = strategy.availability(model);
    assumeTrue(capability.available(), capability.reason());
    return load(LoadSettings.of(strategy, deliver, threads, 256 << 10));
  }

  private LoadReport load(LoadSettings settings) throws IOException {
    try (LoadedModel loaded = Loader.load(model(), settings, Progress.NONE)) {
      return loaded.report();
    }
  }

  private static LoadSettings read() {
    return LoadSettings.of(Strategies.named("read").orElseThrow(), Deliver.COPIED, 2, 256 << 10);
  }

  private Path model() throws IOException {
    Path file = folder.resolve("q8.gguf");
    return Files.exists(file)
        ? file
        : TestModels.write(
            file, List.of(new TensorDeclaration("t0", List.of(WEIGHTS), TensorType.Q8_0)));
  }
}
