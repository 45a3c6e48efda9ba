package org.weightbench.peers;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.Strategies;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.ParallelDequantizer;

/**
 * What a fresh process needs for its first GiB of Q4_K beside what it would need with its kernel
 * warmed beforehand: fresh processes of both kinds in interleaved rounds. First as a load to F32
 * from the page cache into fresh memory; then the dequantizing alone, from and to memory that is
 * there already, which is all the quicker and so the harder case.
 */
final class FirstGibibyte {
  private static final TensorType TYPE = TensorType.Q4_K;
  private static final int TENSORS = 64;
  private static final long TENSOR_WEIGHTS = (16L << 20) / TYPE.blockBytes() * TYPE.blockWeights();
  private static final long ROW_WEIGHTS = TYPE.blockWeights();
  private static final int TARGET_TENSORS = 2;
  private static final double MOST = 1.25;

  private FirstGibibyte() {}

  /** A process to measure: says on standard output how many nanoseconds it took. */
  static final class Child {
    private Child() {}

    /** Arguments: whether to load or to dequantize, whether to warm before, threads, the model. */
    public static void main(String[] arguments) throws Exception {
      boolean load = Boolean.parseBoolean(arguments[0]);
      boolean warmed = Boolean.parseBoolean(arguments[1]);
      int threads = Integer.parseInt(arguments[2]);
      if (warmed) {
        Dequantizer.of(TYPE).warmUp();
      }
      System.out.println(load ? load(Path.of(arguments[3]), threads) : dequantize(threads));
    }

    private static long load(Path model, int threads) throws Exception {
      LoadSettings settings =
          LoadSettings.of(Strategies.named("mmap").orElseThrow(), Deliver.F32)
              .withReadThreads(threads);
      long start = System.nanoTime();
      try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
        return loaded.tensors().isEmpty() ? 0 : System.nanoTime() - start;
      }
    }

    private static long dequantize(int threads) {
      try (Arena arena = Arena.ofShared();
          ParallelDequantizer parallel = new ParallelDequantizer(threads)) {
        MemorySegment source = randomBlocks(arena);
        long floatBytes = TENSOR_WEIGHTS * Float.BYTES;
        MemorySegment target = arena.allocate(TARGET_TENSORS * floatBytes, 64);
        long start = System.nanoTime();
        for (int tensor = 0; tensor < TENSORS; tensor++) {
          parallel.dequantize(
              Dequantizer.of(TYPE),
              source,
              0,
              target,
              tensor % TARGET_TENSORS * floatBytes,
              TENSOR_WEIGHTS / ROW_WEIGHTS,
              ROW_WEIGHTS);
        }
        return System.nanoTime() - start;
      }
    }
  }

  /** Arguments: rounds (9 when there is none) and threads (1 when there is none). */
  public static void main(String[] arguments) throws Throwable {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("weightbench-peers");
    Path model = folder.resolve("q4_k.gguf");
    try {
      write(model);
      System.out.printf(
          "the first %d tensors of %s, %.2f GiB, %d thread(s) and the warming beside%n",
          TENSORS, TYPE, (double) TENSORS * TYPE.bytesFor(TENSOR_WEIGHTS) / (1 << 30), threads);
      compare("load", true, rounds, threads, model);
      compare("dequantize", false, rounds, threads, model);
    } finally {
      Files.deleteIfExists(model);
      Files.delete(folder);
    }
  }

  private static void compare(String what, boolean load, int rounds, int threads, Path model)
      throws Throwable {
    String fresh = what + " in a fresh process";
    String warmed = what + ", kernel warmed";
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    contestants.put(fresh, () -> child(load, false, threads, model));
    contestants.put(warmed, () -> child(load, true, threads, model));
    Rounds measured = Rounds.of(rounds, contestants);
    measured.print(TENSORS * TYPE.bytesFor(TENSOR_WEIGHTS));
    measured.compareSpeed(fresh, warmed, 1 / MOST);
  }

  private static double child(boolean load, boolean warmed, int threads, Path model)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                String.valueOf(load),
                String.valueOf(warmed),
                String.valueOf(threads),
                model.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the measured process ended with " + process.exitValue());
    }
    return Long.parseLong(said.strip()) / 1e9;
  }

  private static void write(Path model) throws IOException {
    List<TensorDeclaration> tensors =
        IntStream.range(0, TENSORS)
            .mapToObj(
                i ->
                    new TensorDeclaration(
                        String.format(Locale.ROOT, "blk.%d.weight", i),
                        List.of(ROW_WEIGHTS, TENSOR_WEIGHTS / ROW_WEIGHTS),
                        TYPE))
            .toList();
    try (GgufWriter writer =
            GgufWriter.create(model, Metadata.of(Map.of()), tensors, Progress.NONE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment blocks = randomBlocks(arena);
      for (TensorDeclaration tensor : tensors) {
        writer.append(tensor.name(), blocks);
      }
      writer.finish();
    }
  }

  private static MemorySegment randomBlocks(Arena arena) {
    byte[] bytes = new byte[Math.toIntExact(TYPE.bytesFor(TENSOR_WEIGHTS))];
    new Random(5).nextBytes(bytes);
    MemorySegment blocks = arena.allocate(bytes.length, 64);
    blocks.copyFrom(MemorySegment.ofArray(bytes));
    return blocks;
  }
}
