package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.testing.PlainJava;

class LoadMemoryTest {
  private static final long WEIGHTS = 32L << 20;
  private static final long ALLOWANCE_BYTES = 64L << 20;
  private static final long HOLE_BYTES = 2L << 30;

  @TempDir Path folder;
  @TempDir Path scratch;

  @BeforeEach
  void seeTheProcess() {
    ProcessState.assumeVisible();
  }

  @ParameterizedTest
  @CsvSource({
    "read, COPIED, 2, 0",
    "direct, COPIED, 2, 0",
    "uring-direct, COPIED, 1, 0",
    "channel, COPIED, 2, 0",
    "read, F32, 1, 2",
    "direct, F32, 2, 0",
    "uring-direct, F32, 1, 1",
    "direct, BF16, 1, 1"
  })
  void peakMemoryIsWhatIsDeliveredAndTheChunksUnderWay(
      String strategy, Deliver deliver, int readers, int dequantizers) throws IOException {
    Path model =
        TestModels.write(
            folder.resolve("q8.gguf"),
            List.of(new TensorDeclaration("t0", List.of(WEIGHTS), TensorType.Q8_0)));
    Capability capability = Strategies.named(strategy).orElseThrow().availability(model);
    assumeTrue(capability.available(), capability.reason());
    long chunkBytes = 1 << 20;
    int depth = 4;
    PlainJava.Ended ended =
        child(ChildLoad.Peak.class, model, strategy, deliver, readers, dequantizers, depth, 0);
    assertEquals(0, ended.exitCode(), ended.err());
    long peak = Long.parseLong(ended.out().strip().split(" ")[1]);
    long delivered =
        deliver
            .floats()
            .map(format -> WEIGHTS * format.bytes())
            .orElse(TensorType.Q8_0.bytesFor(WEIGHTS));
    assertTrue(
        peak <= delivered + ALLOWANCE_BYTES + depth * chunkBytes,
        "peak " + peak + ", delivered " + delivered);
    assertTrue(peak >= delivered, "peak " + peak + ", delivered " + delivered);
  }

  @ParameterizedTest
  @CsvSource({
    "read, COPIED, 1, HEADER",
    "read, COPIED, 3, ALLOCATE",
    "direct, BF16, 3, ALLOCATE",
    "mmap, MAPPED, 3, ALLOCATE"
  })
  void withoutAddressSpaceALoadFailsAndTheJvmLives(
      String strategy, Deliver deliver, int roomGibibytes, Phase phase) {
    Path model;
    try {
      model = TestModels.withHole(folder.resolve("hole.gguf"), HOLE_BYTES);
    } catch (IOException e) {
      assumeTrue(false, "this file system holds no sparse file: " + e.getMessage());
      return;
    }
    PlainJava.Ended ended =
        child(
            ChildLoad.LittleRoom.class,
            model,
            strategy,
            deliver,
            1,
            0,
            4,
            (long) roomGibibytes << 30);
    assumeTrue(!ended.out().startsWith("no prlimit"), ended.out());
    assertEquals(0, ended.exitCode(), ended.err());
    assertFalse(ended.out().contains("loaded"), ended.out());
    assertTrue(ended.out().startsWith(phase.name()), ended.out());
    assertTrue(ended.out().contains(model.toString()), ended.out());
    assertTrue(ended.out().contains("holds 0"), ended.out());
    assertTrue(ended.out().contains("lives"), ended.out());
  }

  private PlainJava.Ended child(
      Class<?> main,
      Path model,
      String strategy,
      Deliver deliver,
      int readers,
      int dequantizers,
      int depth,
      long roomBytes) {
    return PlainJava.run(
        main,
        scratch,
        List.of(
            model.toString(),
            strategy,
            deliver.name(),
            String.valueOf(readers),
            String.valueOf(dequantizers),
            String.valueOf(1 << 20),
            String.valueOf(depth),
            String.valueOf(roomBytes)));
  }
}
