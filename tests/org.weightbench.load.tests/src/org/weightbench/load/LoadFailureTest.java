package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.os.Mount;
import org.weightbench.testing.Fixtures;

class LoadFailureTest {
  private static final long BIG_BYTES = 32L << 20;
  private static final MeddledStrategy.Event NOTHING = MeddledStrategy.Event.NOTHING;

  @TempDir Path folder;

  @BeforeEach
  void seeTheProcess() {
    ProcessState.assumeVisible();
  }

  record Pair(String strategy, Deliver deliver) {}

  static Stream<Pair> pairs() {
    return Strategies.all().stream()
        .flatMap(
            strategy ->
                strategy.delivers().stream().map(deliver -> new Pair(strategy.name(), deliver)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aLoadedModelHoldsNothingOnceClosed(Pair pair) throws IOException {
    Path model = Fixtures.copyShardsTo(folder);
    LoadSettings settings = settings(available(pair.strategy, model), pair.deliver);
    LoadedModel loaded = Loader.load(model, settings, Progress.NONE);
    assertEquals(
        pair.deliver == Deliver.MAPPED,
        ProcessState.holdsOn(folder) > 0,
        "only mapped tensors keep hold of the files");
    String name = loaded.tensors().getFirst().info().name();
    loaded.close();
    loaded.close();
    assertEquals(0, ProcessState.holdsOn(folder));
    assertThrows(
        IllegalStateException.class, () -> loaded.tensor(name).toArray(ValueLayout.JAVA_BYTE));
    assertEquals(0, ProcessState.loadThreads());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aFileCutInMidLoadGivesItsNameAndPlaceAndLeavesNothing(Pair pair) throws IOException {
    Path model = floats(BIG_BYTES);
    long before = ProcessState.anonymousBytes();
    for (long cutAt : new long[] {BIG_BYTES / 2 + 100, 8192, BIG_BYTES - 3}) {
      Path copy = Files.copy(model, folder.resolve("cut-" + cutAt + ".gguf"));
      Strategy cutting =
          new MeddledStrategy(
              available(pair.strategy, copy), () -> TestModels.cut(copy, cutAt), NOTHING);
      LoadException failure = failure(copy, settings(cutting, pair.deliver));
      assertEquals(copy, failure.file());
      assertTrue(failure.fileOffset().isPresent());
      assertTrue(failure.getMessage().contains(copy.toString()), failure.getMessage());
      assertTrue(failure.getMessage().contains("cut"), failure.getMessage());
      assertTrue(
          List.of(Phase.READ, Phase.FAULT, Phase.COPY, Phase.DEQUANTIZE).contains(failure.phase()),
          failure.getMessage());
      assertEquals(0, ProcessState.holdsOn(folder), failure.getMessage());
      assertEquals(0, ProcessState.loadThreads());
    }
    assertTrue(
        ProcessState.anonymousBytes() - before < 2 * BIG_BYTES,
        "three failed loads left their destinations behind");
  }

  @ParameterizedTest
  @EnumSource(
      value = Deliver.class,
      names = {"COPIED", "F32"})
  void aFileCutBetweenFaultAndUseGivesThePhaseThatLostIt(Deliver deliver) throws IOException {
    Path model = floats(BIG_BYTES);
    Strategy cutting =
        new MeddledStrategy(available("mmap", model), NOTHING, () -> TestModels.cut(model, 4096));
    LoadException failure = failure(model, LoadSettings.of(cutting, deliver, 1, 4L << 20));
    assertEquals(deliver == Deliver.COPIED ? Phase.COPY : Phase.DEQUANTIZE, failure.phase());
    assertTrue(failure.getMessage().contains("cut while it was mapped"), failure.getMessage());
    assertEquals(0, ProcessState.holdsOn(folder));
  }

  @Test
  void hashingAMappedModelWhoseFileWasCutFails() throws IOException {
    Path model = floats(BIG_BYTES);
    LoadSettings settings = settings(available("mmap", model), Deliver.MAPPED);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      TestModels.cut(model, 4096);
      LoadException failure = assertThrows(LoadException.class, () -> loaded.contentHash(2));
      assertEquals(model, failure.file());
    }
    assertEquals(0, ProcessState.holdsOn(folder));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aMissingFileIsNamed(Pair pair) {
    Path missing = folder.resolve("missing.gguf");
    Strategy strategy = Strategies.named(pair.strategy).orElseThrow();
    LoadException failure = failure(missing, settings(strategy, pair.deliver));
    assertEquals(Phase.HEADER, failure.phase());
    assertTrue(failure.getMessage().contains("missing.gguf"), failure.getMessage());
    assertTrue(failure.getMessage().contains("no such file"), failure.getMessage());
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    Path first = Fixtures.copyShardsTo(folder);
    Files.delete(folder.resolve(Fixtures.SHARD_2.fileName()));
    LoadException failure = failure(first, settings(available("read", first), Deliver.COPIED));
    assertEquals(folder.resolve(Fixtures.SHARD_2.fileName()), failure.file());
    assertEquals(0, ProcessState.holdsOn(folder));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aShardRemovedInMidLoadIsNamed(Pair pair) throws IOException {
    Path first = Fixtures.copyShardsTo(folder);
    Path third = folder.resolve(Fixtures.SHARD_3.fileName());
    Strategy removing =
        new MeddledStrategy(available(pair.strategy, first), () -> Files.delete(third), NOTHING);
    LoadException failure = failure(first, settings(removing, pair.deliver));
    assertTrue(failure.getMessage().contains(third.toString()), failure.getMessage());
    assertEquals(0, ProcessState.holdsOn(folder));
    assertEquals(0, ProcessState.loadThreads());
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 4})
  void aTensorOfUnknownTypeIsRefusedByName(int typeId) throws IOException {
    Path model = TestModels.ofSizes(folder.resolve("odd.gguf"), 4096, 4096);
    TestModels.setTypeOfFirstTensor(model, typeId);
    LoadException failure = failure(model, settings(available("read", model), Deliver.COPIED));
    assertTrue(failure.getMessage().contains("tensor 't0'"), failure.getMessage());
    assertTrue(failure.getMessage().contains("unknown type"), failure.getMessage());
    assertEquals(0, ProcessState.holdsOn(folder));
    try (LoadedModel rest =
        Loader.load(
            model,
            settings(available("read", model), Deliver.COPIED),
            tensor -> tensor.name().equals("t1"),
            Progress.NONE)) {
      assertEquals(4096, rest.tensor("t1").byteSize());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "direct", "channel"})
  void onlyMappingStrategiesDeliverMapped(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    LoadSettings settings = LoadSettings.of(strategy, Deliver.MAPPED);
    String reason = settings.contradiction().orElseThrow();
    assertTrue(reason.contains("cannot deliver mapped"), reason);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Loader.load(Fixtures.STORIES_F32.copyTo(folder), settings, Progress.NONE));
    assertEquals(reason, refusal.getMessage());
  }

  @Test
  void moreMemoryThanThereIsGivesAnError() throws IOException {
    Path model;
    try {
      model = TestModels.withHole(folder.resolve("huge.gguf"), 4L << 40);
    } catch (IOException e) {
      assumeTrue(false, "this file system holds no file of 4 TiB: " + e.getMessage());
      return;
    }
    LoadException failure = failure(model, settings(available("read", model), Deliver.COPIED));
    assertEquals(Phase.ALLOCATE, failure.phase());
    assertTrue(failure.getMessage().contains("bytes of memory"), failure.getMessage());
    assertEquals(0, ProcessState.holdsOn(folder));
  }

  @Test
  void directIsUnavailableWhereFilesLiveInMemory() throws IOException {
    Path shared = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(shared)
            && Mount.of(shared).map(Mount::type).filter("tmpfs"::equals).isPresent(),
        "there is no writable tmpfs on /dev/shm");
    Path inMemory = Files.createTempDirectory(shared, "weightbench-load-test");
    Path model = Fixtures.STORIES_F32.copyTo(inMemory);
    try {
      Capability capability = Strategies.named("direct").orElseThrow().availability(model);
      assertFalse(capability.available());
      assertTrue(capability.reason().contains("tmpfs"), capability.reason());
      LoadException failure =
          failure(model, settings(Strategies.named("direct").orElseThrow(), Deliver.COPIED));
      assertTrue(
          failure.getMessage().contains("not available here, because"), failure.getMessage());
    } finally {
      Files.delete(model);
      Files.delete(inMemory);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aLoadStopsInTheMiddleWhenAsked(Pair pair) throws IOException {
    Path model = floats(BIG_BYTES);
    CountDownLatch stopped = new CountDownLatch(1);
    Progress stopping =
        new Progress() {
          private boolean started;
          private boolean asked;

          @Override
          public void at(long doneBytes, long totalBytes) {
            assertTrue(doneBytes < totalBytes, "the load went on to its end");
            started = true;
            if (asked) {
              stopped.countDown();
            }
          }

          @Override
          public boolean cancelled() {
            asked = started;
            return asked;
          }
        };
    Strategy waiting =
        new MeddledStrategy(available(pair.strategy, model), NOTHING, () -> await(stopped));
    assertThrows(
        CancelledException.class,
        () -> Loader.load(model, settings(waiting, pair.deliver), stopping));
    assertEquals(0, ProcessState.holdsOn(folder));
    assertEquals(0, ProcessState.loadThreads());
  }

  @Test
  void aBrokenProgressEndsTheLoadAndIsSeen() throws IOException {
    Path model = floats(BIG_BYTES);
    CountDownLatch broken = new CountDownLatch(1);
    Progress breaking =
        new Progress() {
          @Override
          public void at(long doneBytes, long totalBytes) {
            broken.countDown();
            throw new IllegalStateException("the listener is broken");
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    Strategy waiting = new MeddledStrategy(available("read", model), NOTHING, () -> await(broken));
    assertThrows(
        IllegalStateException.class,
        () -> Loader.load(model, settings(waiting, Deliver.COPIED), breaking));
    assertEquals(0, ProcessState.holdsOn(folder));
    assertEquals(0, ProcessState.loadThreads());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path floats(long bytes) throws IOException {
    return TestModels.write(
        folder.resolve("floats.gguf"),
        List.of(new TensorDeclaration("t0", List.of(bytes / Float.BYTES), TensorType.F32)));
  }

  private static Strategy available(String name, Path model) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    Capability capability = strategy.availability(model);
    assumeTrue(capability.available(), name + ": " + capability.reason());
    return strategy;
  }

  private static LoadSettings settings(Strategy strategy, Deliver deliver) {
    return LoadSettings.of(strategy, deliver, 3, 1 << 20);
  }

  static LoadException failure(Path model, LoadSettings settings) {
    return assertThrows(
        LoadException.class, () -> Loader.load(model, settings, Progress.NONE).close());
  }
}
