package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.os.PageCache;

class MappedLoadTest {
  private static final long BYTES = 24L << 20;
  private static final long CHUNK_BYTES = 1 << 20;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model =
        TestModels.write(
            folder.resolve("floats.gguf"),
            List.of(new TensorDeclaration("t0", List.of(BYTES / Float.BYTES), TensorType.F32)));
  }

  record Advised(String strategy, Deliver deliver, Advice advice) {}

  static Stream<Advised> advised() {
    return Strategies.all().stream()
        .flatMap(
            strategy ->
                strategy.advices().stream()
                    .flatMap(
                        advice ->
                            strategy.delivers().stream()
                                .filter(deliver -> deliver != Deliver.BF16)
                                .map(deliver -> new Advised(strategy.name(), deliver, advice))));
  }

  @ParameterizedTest
  @MethodSource("advised")
  void adviceIsGivenAndReportedAndChangesNoByte(Advised cell) throws IOException {
    LoadSettings settings = settings(cell.strategy(), cell.deliver(), 2).withAdvice(cell.advice());
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      List<String> granted = loaded.report().granted();
      assertEquals(
          cell.advice() != Advice.NONE,
          granted.stream()
              .anyMatch(
                  one ->
                      one.equals("madvise " + cell.advice())
                          || one.equals("posix_fadvise " + cell.advice())),
          granted.toString());
      assertEquals(
          cell.strategy().equals("mmap-prefetch"), granted.toString().contains("MiB ahead"));
      assertEquals(PlainReading.hash(model, _ -> true), loaded.contentHash(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "mmap-populate", "mmap-prefetch"})
  void aCopiedModelIsNotMappedBesideItsCopy(String strategy) throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/smaps")), "the kernel shows no smaps");
    AtomicLong most = new AtomicLong();
    Strategy watched =
        new MeddledStrategy(
            available(strategy),
            MeddledStrategy.Event.NOTHING,
            () -> most.accumulateAndGet(mappedBytes(), Math::max));
    Loader.load(model, LoadSettings.of(watched, Deliver.COPIED, 2, CHUNK_BYTES), Progress.NONE)
        .close();
    assertTrue(most.get() >= CHUNK_BYTES, "mapped at most " + most);
    assertTrue(most.get() < BYTES / 2, "mapped at most " + most);
  }

  private long mappedBytes() throws IOException {
    long kibibytes = 0;
    boolean ours = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.contains("-") && !line.contains("kB")) {
        ours = line.endsWith(model.toString());
      } else if (ours && line.startsWith("Rss:")) {
        kibibytes += Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    return kibibytes << 10;
  }

  @Test
  void thePrefetchThreadReadsWhileTheReadersAreBusy() throws IOException {
    Strategy strategy = available("mmap-prefetch");
    assumeTrue(PageCache.capability(model).available(), "residency cannot be measured here");
    assumeTrue(PageCache.evict(model).residentPages() == 0, "this file system evicts nothing");
    Strategy busy =
        new MeddledStrategy(strategy, MeddledStrategy.Event.NOTHING, this::awaitWholeFile);
    LoadSettings settings = LoadSettings.of(busy, Deliver.COPIED, 1, CHUNK_BYTES);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      assertEquals(PlainReading.hash(model, _ -> true), loaded.contentHash(1));
    }
    assertEquals(0, ProcessState.loadThreads());
  }

  private void awaitWholeFile() throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (PageCache.residency(model).fraction() < 0.99) {
      if (System.nanoTime() > end) {
        fail("the file was not read ahead: " + PageCache.residency(model));
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private LoadSettings settings(String strategy, Deliver deliver, int threads) {
    return LoadSettings.of(available(strategy), deliver, threads, CHUNK_BYTES);
  }

  private Strategy available(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    Capability capability = strategy.availability(model);
    assumeTrue(capability.available(), name + ": " + capability.reason());
    return strategy;
  }
}
