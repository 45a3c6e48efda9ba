package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capability;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;

class HeaderReadingTest {
  private static final int TOKENS = 100_000;
  private static final long TENSOR_BYTES = 32L << 20;
  private static final long MOST_BEYOND_BYTES = 1 << 20;

  @TempDir Path folder;

  @Test
  void aDirectLoadLeavesLittleMoreThanTheHeaderInThePageCache() throws IOException {
    Path model = folder.resolve("model.gguf");
    write(model);
    Capability available = strategy().availability(model);
    assumeTrue(available.available(), available.reason());
    Residency evicted = PageCache.evict(model);
    assumeTrue(evicted.fraction() == 0, "the page cache does not give up the file");
    LoadSettings settings = LoadSettings.of(strategy(), Deliver.COPIED);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      assertEquals(TENSOR_BYTES, loaded.report().deliveredBytes());
    }
    long residentBytes = PageCache.residency(model).residentPages() * NativeMemory.pageBytes();
    try (GgufModel opened = GgufModel.open(model)) {
      long dataOffset = opened.shards().getFirst().dataOffset();
      assertTrue(
          residentBytes <= dataOffset + MOST_BEYOND_BYTES,
          residentBytes + " bytes resident, the header has " + dataOffset);
    }
  }

  private static Strategy strategy() {
    return Strategies.named("direct").orElseThrow();
  }

  private static void write(Path model) throws IOException {
    List<String> tokens = IntStream.range(0, TOKENS).mapToObj(i -> "token " + i).toList();
    Metadata metadata = Metadata.of(Map.of("tokenizer.ggml.tokens", MetadataValue.strings(tokens)));
    List<TensorDeclaration> tensors =
        List.of(new TensorDeclaration("t0", List.of(TENSOR_BYTES), TensorType.I8));
    try (GgufWriter writer = GgufWriter.create(model, metadata, tensors, Progress.NONE)) {
      writer.append("t0", MemorySegment.ofArray(new byte[(int) TENSOR_BYTES]));
      writer.finish();
    }
  }
}
