package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;

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
    LoadSettings settings = LoadSettings.of(strategy, deliver, threads, 256 << 10);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      return loaded.report();
    }
  }

  private Path model() throws IOException {
    return TestModels.write(
        folder.resolve("q8.gguf"),
        List.of(new TensorDeclaration("t0", List.of(WEIGHTS), TensorType.Q8_0)));
  }
}
