package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.Strategy;
import org.weightbench.load.TensorSelection;
import org.weightbench.quant.Dequantizer;

/** Loads a small file of its own so often that Java has linked and compiled what a load runs. */
public final class WarmUp {
  private static final int LOADS = 30;
  private static final long WEIGHTS_OF_EACH_TYPE = 512 << 10;
  private static final long CHUNK_BYTES = 64 << 10;

  private WarmUp() {}

  /**
   * Warms up for loads with these settings of tensors of these types. Where the folder for
   * temporary files does not take the strategy, {@code read} stands in for it: nothing is measured
   * here.
   *
   * @throws IOException when the small file cannot be written or loaded
   */
  public static void run(LoadSettings settings, Collection<TensorType> types) throws IOException {
    settings
        .deliver()
        .floats()
        .ifPresent(format -> types.forEach(type -> Dequantizer.of(type, format).warmUp()));
    Path folder =
        Files.createTempDirectory("weightbench-warm-up-" + ProcessHandle.current().pid() + "-");
    Path file = folder.resolve("blocks.gguf");
    try {
      write(file, List.copyOf(types));
      Strategy strategy =
          settings.strategy().availability(file).available()
              ? settings.strategy()
              : new ReadStrategy();
      LoadSettings small =
          settings
              .withStrategy(strategy)
              .withChunkBytes(CHUNK_BYTES)
              .withTensors(TensorSelection.ALL)
              .withoutConsume();
      for (int i = 0; i < LOADS; i++) {
        try (LoadRun run = LoadRun.start(file, small, _ -> true, Progress.NONE)) {
          run.awaitAll(Progress.NONE);
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void write(Path file, List<TensorType> types) throws IOException {
    List<TensorDeclaration> tensors =
        IntStream.range(0, types.size())
            .mapToObj(i -> new TensorDeclaration("t" + i, shape(), types.get(i)))
            .toList();
    try (GgufWriter writer =
            GgufWriter.create(file, Metadata.of(Map.of()), tensors, Progress.NONE);
        Arena arena = Arena.ofConfined()) {
      for (TensorDeclaration tensor : tensors) {
        MemorySegment zeros = arena.allocate(tensor.byteSize());
        writer.append(tensor.name(), zeros);
      }
      writer.finish();
    }
  }

  private static List<Long> shape() {
    return List.of(WEIGHTS_OF_EACH_TYPE);
  }
}
