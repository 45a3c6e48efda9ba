package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.os.PageCache;

/** Loads from a real file system whose disk has lost its second half: each read there is EIO. */
class DiskFailureTest {
  private static final long IMAGE_BYTES = 64L << 20;
  private static final long MODEL_BYTES = 40L << 20;
  private static final long LEFT_BYTES = 24L << 20;

  @TempDir static Path folder;
  private static Path disk;
  private static Path model;

  record Pair(String strategy, Deliver deliver) {}

  static Stream<Pair> pairs() {
    return Strategies.all().stream()
        .flatMap(
            strategy ->
                strategy.delivers().stream().map(deliver -> new Pair(strategy.name(), deliver)));
  }

  @BeforeAll
  static void breakADisk() throws IOException, InterruptedException {
    Path image = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(IMAGE_BYTES);
    }
    Path mounted = Files.createDirectory(folder.resolve("disk"));
    assumeRuns("mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal", image.toString());
    assumeRuns("mount", "-o", "loop", image.toString(), mounted.toString());
    disk = mounted;
    model =
        TestModels.write(
            mounted.resolve("model.gguf"),
            List.of(
                new TensorDeclaration("t0", List.of(MODEL_BYTES / Float.BYTES), TensorType.F32)));
    assumeRuns("sync", "-f", model.toString());
    assumeRuns("mount", "-o", "remount,ro", mounted.toString());
    PageCache.evict(model);
    GgufModel.open(model).close();
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(LEFT_BYTES);
    }
  }

  @AfterAll
  static void removeTheDisk() throws IOException, InterruptedException {
    if (disk != null) {
      assertEquals("", run("umount", disk.toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aReadErrorOfTheDiskIsAnErrorWithFilePlaceAndPhase(Pair pair) throws IOException {
    ProcessState.assumeVisible();
    Strategy strategy = Strategies.named(pair.strategy).orElseThrow();
    Capability capability = strategy.availability(model);
    assumeTrue(capability.available(), pair.strategy + ": " + capability.reason());
    LoadSettings settings = LoadSettings.of(strategy, pair.deliver, 2, 1 << 20);
    LoadException failure = LoadFailureTest.failure(model, settings);
    assertEquals(model, failure.file());
    assertTrue(failure.fileOffset().isPresent(), failure.getMessage());
    assertTrue(
        List.of(Phase.READ, Phase.FAULT, Phase.COPY, Phase.DEQUANTIZE).contains(failure.phase()),
        failure.getMessage());
    assertTrue(failure.getMessage().contains(model.toString()), failure.getMessage());
    assertEquals(0, ProcessState.holdsOn(folder), failure.getMessage());
    assertEquals(0, ProcessState.loadThreads());
  }

  @Test
  void whatIsReadForReferenceTellsThatTheDiskFailed() {
    LoadException failure =
        assertThrows(LoadException.class, () -> ContentHash.reference(model, Deliver.COPIED, 1));
    assertEquals(model, failure.file());
    assertTrue(failure.getMessage().contains("'t0'"), failure.getMessage());
    assertTrue(failure.getMessage().contains("the disk failed"), failure.getMessage());
  }

  private static void assumeRuns(String... command) throws IOException, InterruptedException {
    String problem = run(command);
    assumeTrue(problem.isEmpty(), "a loop device with ext4 cannot be made: " + problem);
  }

  /** Returns what it complained of; empty when it succeeded. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : String.join(" ", command) + ": " + out.strip();
  }
}
