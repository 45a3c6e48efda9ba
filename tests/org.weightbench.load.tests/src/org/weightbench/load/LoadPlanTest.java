package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.testing.Fixtures;

class LoadPlanTest {
  @TempDir Path folder;

  @Test
  void neighbouringTensorsAreReadAsOneRangeOfEachShard() throws IOException {
    try (GgufModel model = GgufModel.open(Fixtures.copyShardsTo(folder))) {
      LoadPlan plan = LoadPlan.of(model, settings("read", Deliver.COPIED, 1 << 20));
      assertEquals(List.of(0, 1, 2), plan.ranges().stream().map(ReadRange::shard).toList());
      assertEquals(
          model.tensors().size(), plan.ranges().stream().mapToInt(ReadRange::tensors).sum());
      assertEquals(model.tensorBytes(), plan.logicalBytes());
      assertEquals(model.tensorBytes(), plan.deliveredBytes());
    }
  }

  @Test
  void wideGapsAreNotRead() throws IOException {
    Path file = TestModels.ofSizes(folder.resolve("gap.gguf"), 10_000, 500_000, 10_000, 10_000);
    try (GgufModel model = GgufModel.open(file)) {
      LoadPlan plan =
          LoadPlan.of(
              model,
              settings("read", Deliver.COPIED, 1 << 20),
              tensor -> !tensor.name().equals("t1"));
      assertEquals(List.of(1, 2), plan.ranges().stream().map(ReadRange::tensors).toList());
      assertEquals(30_000, plan.logicalBytes());
      assertTrue(plan.readBytes() < 30_000 + 64, "read " + plan.readBytes());
    }
  }

  @Test
  void narrowGapsAreReadThrough() throws IOException {
    Path file = TestModels.ofSizes(folder.resolve("gap.gguf"), 10_000, 50_000, 10_000);
    try (GgufModel model = GgufModel.open(file)) {
      LoadPlan plan =
          LoadPlan.of(
              model,
              settings("read", Deliver.COPIED, 1 << 20),
              tensor -> !tensor.name().equals("t1"));
      assertEquals(1, plan.ranges().size());
      assertEquals(Set.of("t0", "t2"), names(plan));
      assertTrue(plan.readBytes() >= 70_000, "read " + plan.readBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4096, 5000, 65_537, 1 << 20})
  void chunksOfDirectReadsMeetAtAlignedPlacesAndAddressesFollowOffsets(long chunkBytes)
      throws IOException {
    Path file = TestModels.withTails(folder.resolve("tails.gguf"));
    Capability capability = Strategies.named("direct").orElseThrow().availability(file);
    assumeTrue(capability.available(), capability.reason());
    try (GgufModel model = GgufModel.open(file)) {
      LoadPlan plan = LoadPlan.of(model, settings("direct", Deliver.COPIED, chunkBytes));
      long alignment = plan.alignmentBytes();
      assertEquals(0, plan.chunkBytes() % alignment);
      assertTrue(plan.chunkBytes() >= chunkBytes);
      long end = plan.ranges().getFirst().fileOffset();
      for (Chunk chunk : plan.chunks()) {
        assertEquals(end, chunk.fileOffset());
        assertEquals(0, (chunk.destinationOffset() - chunk.fileOffset()) % alignment);
        assertTrue(chunk.byteSize() <= plan.chunkBytes());
        end = chunk.endOffset();
        assertTrue(
            end % alignment == 0 || end == plan.ranges().getFirst().endOffset(),
            "a chunk ends at " + end);
      }
      assertEquals(plan.ranges().getFirst().endOffset(), end);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4096, 4097, 100_003})
  void chunksOfFloatsHoldWholeBlocksAndCoverEveryTensorOnce(long chunkBytes) throws IOException {
    try (GgufModel model = GgufModel.open(Fixtures.ORACLE_QUANTIZED.copyTo(folder))) {
      LoadPlan plan =
          LoadPlan.of(
              model,
              settings("read", Deliver.F32, chunkBytes),
              tensor -> tensor.type().isPresent());
      Map<Long, Long> runs = new HashMap<>();
      for (Chunk chunk : plan.chunks()) {
        assertTrue(chunk.byteSize() <= chunkBytes);
        for (BlockRun run : chunk.pieces()) {
          TensorType type = run.dequantizer().type();
          assertTrue(run.chunkOffset() + type.bytesFor(run.weights()) <= chunk.byteSize());
          runs.put(run.destinationOffset(), run.weights() * Float.BYTES);
        }
      }
      for (PlannedTensor tensor : plan.tensors()) {
        assertEquals(TensorType.F32, tensor.type());
        long at = tensor.offset();
        while (at < tensor.offset() + tensor.byteSize()) {
          at += runs.remove(at);
        }
        assertEquals(tensor.offset() + tensor.byteSize(), at);
      }
      assertEquals(Map.of(), runs);
    }
  }

  @Test
  void chunksThatBecomeFloatsAreHeldToWhatCachesHoldButOneForEachThread() throws IOException {
    long quarter = LoadSettings.STAGED_BYTES / 4;
    Path shards = Fixtures.copyShardsTo(folder);
    try (GgufModel model = GgufModel.open(shards)) {
      LoadSettings copied = settings("read", Deliver.COPIED, quarter).withQueueDepth(16);
      assertEquals(16, LoadPlan.of(model, copied).mostUnderWay());
      assertEquals(
          16, LoadPlan.of(model, copied.withQueueDepth(1).withReadThreads(16)).mostUnderWay());
      LoadSettings floats = copied.withDeliver(Deliver.F32);
      assertEquals(4, LoadPlan.of(model, floats).mostUnderWay());
      assertEquals(3, LoadPlan.of(model, floats.withQueueDepth(3)).mostUnderWay());
      LoadSettings threads = floats.withReadThreads(2).withDequantizeThreads(5);
      assertEquals(7, LoadPlan.of(model, threads).mostUnderWay());
    }
    LoadSettings deep = settings("read", Deliver.F32, quarter).withQueueDepth(16);
    try (LoadedModel loaded = Loader.load(shards, deep, Progress.NONE)) {
      assertTrue(
          loaded.report().granted().stream().anyMatch(said -> said.startsWith("4 of 16 chunks")),
          loaded.report().ran());
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> settings("read", Deliver.COPIED, 4095));
    assertThrows(
        IllegalArgumentException.class, () -> settings("read", Deliver.COPIED, (1L << 30) + 1));
    Strategy read = Strategies.named("read").orElseThrow();
    assertThrows(
        IllegalArgumentException.class, () -> LoadSettings.of(read, Deliver.COPIED, 0, 4096));
    assertTrue(Strategies.named("no such strategy").isEmpty());
  }

  private static Set<String> names(LoadPlan plan) {
    return Set.copyOf(
        plan.tensors().stream().map(PlannedTensor::info).map(TensorInfo::name).toList());
  }

  private static LoadSettings settings(String strategy, Deliver deliver, long chunkBytes) {
    return LoadSettings.of(Strategies.named(strategy).orElseThrow(), deliver, 1, chunkBytes);
  }
}
