package org.weightbench.runner.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;

/**
 * A small model with tensors of the same types as the measured one, so that loading it compiles the
 * code that loading the other runs.
 */
final class WarmupModel {
  private static final long ROW_WEIGHTS = 4096;
  private static final long BYTES_A_TYPE = 2L << 20;
  private static final int TENSORS_A_TYPE = 4;
  private static final int TOKENS = 20_000;
  private static final long SEED = 1;

  private WarmupModel() {}

  static void write(Path file, Set<TensorType> types) throws IOException {
    List<TensorDeclaration> tensors =
        types.stream().sorted().flatMap(type -> declare(type).stream()).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    try (Arena arena = Arena.ofConfined();
        GgufWriter writer = GgufWriter.create(file, metadata(), tensors, Progress.NONE)) {
      for (TensorDeclaration tensor : tensors) {
        MemorySegment blocks = arena.allocate(tensor.byteSize(), Long.BYTES);
        for (long at = 0; at + Long.BYTES <= blocks.byteSize(); at += Long.BYTES) {
          blocks.set(ValueLayout.JAVA_LONG, at, random.nextLong());
        }
        writer.append(tensor.name(), blocks);
      }
      writer.finish();
    }
  }

  private static List<TensorDeclaration> declare(TensorType type) {
    long rows = Math.max(1, BYTES_A_TYPE / TENSORS_A_TYPE / type.bytesFor(ROW_WEIGHTS));
    return IntStream.range(0, TENSORS_A_TYPE)
        .mapToObj(
            number ->
                new TensorDeclaration(
                    "blk." + number + "." + type.name() + ".weight",
                    List.of(ROW_WEIGHTS, rows),
                    type))
        .toList();
  }

  private static Metadata metadata() {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.architecture", MetadataValue.string("llama"));
    values.put(
        "tokenizer.ggml.tokens",
        MetadataValue.strings(
            IntStream.range(0, TOKENS).mapToObj(number -> "token" + number).toList()));
    return Metadata.of(values);
  }
}
