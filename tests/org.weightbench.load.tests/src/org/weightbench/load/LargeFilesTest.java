package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.os.Capability;
import org.weightbench.os.Mount;
import org.weightbench.testing.Fixtures;

class LargeFilesTest {
  private static final long MORE_THAN_INT = (1L << 31) + (3L << 20) + 7;
  private static final long[] MARKED = {0, 1L << 31, MORE_THAN_INT - 1};
  private static final long ROOM_BYTES = 6L << 30;

  @TempDir Path folder;

  static Stream<Strategy> strategies() {
    return Strategies.all().stream();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void aTensorBeyondFourGibibytesIsReadWhereItLies(Strategy strategy) throws IOException {
    Path far = TestModels.behindHole(sparse("far.gguf"), 5L << 30);
    assumeAvailable(strategy, far);
    Predicate<TensorInfo> wanted = tensor -> tensor.name().equals("t1");
    for (Deliver deliver : strategy.delivers()) {
      if (deliver.floats().isEmpty()) {
        LoadSettings settings = LoadSettings.of(strategy, deliver, 2, 4096);
        try (LoadedModel loaded = Loader.load(far, settings, wanted, Progress.NONE)) {
          assertEquals(PlainReading.hash(far, wanted), loaded.contentHash(2));
        }
      }
    }
  }

  @Test
  void aTensorOfMoreBytesThanAnIntCountsIsLoadedWhole() throws IOException {
    Path large = TestModels.withHole(sparse("large.gguf"), MORE_THAN_INT);
    try (GgufModel model = GgufModel.open(large);
        RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      long start = model.tensors().getFirst().fileOffset();
      for (int i = 0; i < MARKED.length; i++) {
        file.seek(start + MARKED[i]);
        file.write(i + 1);
      }
    }
    Strategy strategy =
        Strategies.named("direct")
            .filter(direct -> direct.availability(large).available())
            .orElse(Strategies.named("read").orElseThrow());
    assumeTrue(
        availableBytes() > ROOM_BYTES, "less than " + ROOM_BYTES + " bytes of memory are free");
    LoadSettings settings = LoadSettings.of(strategy, Deliver.COPIED, 2, 64L << 20);
    try (LoadedModel loaded = Loader.load(large, settings, Progress.NONE)) {
      MemorySegment tensor = loaded.tensor("t0");
      assertEquals(MORE_THAN_INT, tensor.byteSize());
      for (int i = 0; i < MARKED.length; i++) {
        assertEquals(i + 1, tensor.get(ValueLayout.JAVA_BYTE, MARKED[i]));
      }
      assertEquals(MORE_THAN_INT, loaded.report().deliveredBytes());
    }
  }

  @Test
  void theChunksOfATensorOfTebibytesCoverIt() throws IOException {
    Path huge = TestModels.withHole(sparse("huge.gguf"), 3L << 40);
    LoadSettings settings =
        LoadSettings.of(Strategies.named("read").orElseThrow(), Deliver.COPIED)
            .withChunkBytes(1 << 30);
    try (GgufModel model = GgufModel.open(huge)) {
      long bytes = model.tensorBytes();
      assertTrue(bytes > 2L << 40, bytes + " bytes");
      LoadPlan plan = LoadPlan.of(model, settings);
      assertEquals(bytes, plan.readBytes());
      assertTrue(plan.destinationBytes() >= bytes);
      Chunk last = plan.chunks().getLast();
      assertEquals(model.tensors().getFirst().fileOffset() + bytes, last.endOffset());
      assertTrue(last.destinationOffset() + last.destinationBytes() <= plan.destinationBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void shardsMayLieOnDifferentDisks(Strategy strategy) throws IOException {
    Path shared = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(shared)
            && Mount.of(shared).map(Mount::type).filter("tmpfs"::equals).isPresent(),
        "there is no writable tmpfs on /dev/shm");
    Path first = Fixtures.copyShardsTo(folder);
    Path elsewhere = Files.createTempDirectory(shared, "weightbench-load-test");
    Path moved = elsewhere.resolve(Fixtures.SHARD_2.fileName());
    try {
      Path second = folder.resolve(Fixtures.SHARD_2.fileName());
      Files.move(second, moved);
      Files.createSymbolicLink(second, moved);
      Capability here = strategy.availability(first);
      Capability there = strategy.availability(second);
      assumeTrue(here.available(), here.reason());
      LoadSettings settings = LoadSettings.of(strategy, Deliver.COPIED, 2, 65_536);
      if (there.available()) {
        try (LoadedModel loaded = Loader.load(first, settings, Progress.NONE)) {
          assertEquals(PlainReading.hash(first, _ -> true), loaded.contentHash(2));
        }
      } else {
        LoadException failure = LoadFailureTest.failure(first, settings);
        assertEquals(second, failure.file());
        assertTrue(failure.getMessage().contains(second.toString()), failure.getMessage());
      }
    } finally {
      Files.deleteIfExists(moved);
      Files.delete(elsewhere);
    }
  }

  private Path sparse(String name) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(6L << 40);
    } catch (IOException e) {
      assumeTrue(false, "this file system holds no sparse file of 6 TiB: " + e.getMessage());
    } finally {
      Files.delete(file);
    }
    return file;
  }

  private static void assumeAvailable(Strategy strategy, Path file) {
    Capability capability = strategy.availability(file);
    assumeTrue(capability.available(), strategy.name() + ": " + capability.reason());
  }

  private static long availableBytes() throws IOException {
    Path source = Path.of("/proc/meminfo");
    assumeTrue(Files.isReadable(source), "this system does not say how much memory is free");
    return Files.readAllLines(source).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
        .sum();
  }
}
