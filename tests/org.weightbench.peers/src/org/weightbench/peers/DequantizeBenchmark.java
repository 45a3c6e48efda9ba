package org.weightbench.peers;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;
import org.weightbench.quant.Quantizer;

/**
 * Dequantizing beside ggml's {@code to_float} and beside {@code MemorySegment.fill} of the same
 * target, in interleaved rounds: to F32 from cache and from memory, to BF16 from cache, in billions
 * of weights a second of one thread; how many times as much two threads do; and the bytes of heap
 * that a call takes. Beside the share of the fill stands the share of what memory alone takes for
 * the same bytes, the fill and a mere reading of the source ('both'). Rates are medians of the
 * rounds, ratios medians of the rounds' own ratios.
 */
final class DequantizeBenchmark {
  private static final int CACHE_WEIGHTS = 8 << 10;
  private static final int MEMORY_WEIGHTS = 32 << 20;
  private static final int CACHE_ROUND_WEIGHTS = 4 << 20;

  /** So many that no branch predictor learns the weights by heart. */
  private static final int CACHE_SOURCES = 32;

  private static final int CACHE_ROUNDS = 41;
  private static final int MEMORY_ROUNDS = 7;
  private static final int PAIR_ROUNDS = 15;

  /** Ten milliseconds or so: a shorter round is lost to whatever else a processor does. */
  private static final int PAIR_ROUND_WEIGHTS = 128 << 20;

  private static final int PIECE = 1 << 20;

  private final Ggml ggml;
  private final MemorySegment source;
  private final MemorySegment target;
  private final PinnedPair pair;

  /** Keeps what is read from being left out. */
  private volatile long sumRead;

  private DequantizeBenchmark(Arena arena, Ggml ggml, PinnedPair pair) {
    this.ggml = ggml;
    this.pair = pair;
    this.source = arena.allocate(8L * MEMORY_WEIGHTS, 4096);
    this.target = arena.allocate(4L * MEMORY_WEIGHTS, 4096);
  }

  /** Prints the table; arguments name the types, all of them when there are none. */
  public static void main(String[] arguments) throws Throwable {
    Set<TensorType> types =
        arguments.length == 0
            ? EnumSet.allOf(TensorType.class)
            : Arrays.stream(arguments)
                .map(name -> TensorType.byName(name).orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    Path folder = Files.createTempDirectory("weightbench-peers");
    try (Arena arena = Arena.ofShared();
        PinnedPair pair = new PinnedPair()) {
      new DequantizeBenchmark(arena, new Ggml(NativeLibrary.extractedTo(folder)), pair).run(types);
    } finally {
      Files.deleteIfExists(folder.resolve("libjllama.so"));
      Files.delete(folder);
    }
  }

  private void run(Set<TensorType> types) throws Throwable {
    System.out.println(
        """
        Gweights/s, one thread     |        from cache        |               from memory               |  BF16  | two     | heap
        type     kernel            |   ours    ggml     ratio |   ours    ggml     ratio  of fill of both | cache  | threads | B/op\
        """);
    List<Double> cacheRatios = new ArrayList<>();
    for (TensorType type : types) {
      Optional<MethodHandle> peer = ggml.toFloat(type);
      Dequantizer ours = Dequantizer.of(type);
      fillSource(type);
      ours.warmUp();
      Rates cache = measure(ours, peer, CACHE_WEIGHTS, CACHE_ROUNDS);
      Rates memory = measure(ours, peer, MEMORY_WEIGHTS, MEMORY_ROUNDS);
      Rates brain =
          measure(
              Dequantizer.of(type, FloatFormat.BF16),
              Optional.empty(),
              CACHE_WEIGHTS,
              CACHE_ROUNDS);
      peer.ifPresent(_ -> cacheRatios.add(cache.ratio()));
      System.out.printf(
          "%-8s %-17s | %6.2f  %6.2f  %8.2f | %6.2f  %6.2f  %8.2f  %5.0f %% %5.0f %% | %6.2f |"
              + " %5.2f x | %d%n",
          type,
          ours.kernelName(),
          cache.ours(),
          cache.ggml(),
          cache.ratio(),
          memory.ours(),
          memory.ggml(),
          memory.ratio(),
          memory.ofFill() * 100,
          memory.ofBoth() * 100,
          brain.ours(),
          timesAsMuchOfTwo(ours),
          heapBytesOfACall(ours));
    }
    System.out.printf(
        "from cache: geometric mean %.2f x ggml, least %.2f x%n",
        Math.exp(cacheRatios.stream().mapToDouble(Math::log).average().orElse(Double.NaN)),
        cacheRatios.stream().mapToDouble(ratio -> ratio).min().orElse(Double.NaN));
  }

  /**
   * Returns how many times as much two threads do as one, each from and to its own cache: the sum
   * of their rates while both work beside the mean of what each does alone.
   */
  private double timesAsMuchOfTwo(Dequantizer ours) throws Exception {
    Runnable first = () -> fromOwnCache(ours, 0);
    Runnable second = () -> fromOwnCache(ours, 1);
    double[] times = new double[PAIR_ROUNDS];
    for (int round = -PAIR_ROUNDS / 4; round < PAIR_ROUNDS; round++) {
      double firstAlone = pair.nanosAlone(0, first);
      double[] together = pair.nanosTogether(List.of(first, second));
      double secondAlone = pair.nanosAlone(1, second);
      if (round >= 0) {
        times[round] = 2 * (1 / together[0] + 1 / together[1]) / (1 / firstAlone + 1 / secondAlone);
      }
    }
    return median(times);
  }

  private void fromOwnCache(Dequantizer ours, int thread) {
    long sourceBytes = ours.type().bytesFor(CACHE_WEIGHTS);
    MemorySegment blocks = source.asSlice(thread * sourceBytes, sourceBytes);
    MemorySegment floats = target.asSlice(4L * CACHE_WEIGHTS * thread, 4L * CACHE_WEIGHTS);
    for (int call = 0; call < PAIR_ROUND_WEIGHTS / CACHE_WEIGHTS; call++) {
      ours.dequantize(blocks, 0, floats, 0, CACHE_WEIGHTS);
    }
  }

  private long heapBytesOfACall(Dequantizer ours) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = CACHE_ROUND_WEIGHTS / CACHE_WEIGHTS;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < calls; call++) {
      ours.dequantize(source, 0, target, 0, CACHE_WEIGHTS);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / calls;
  }

  private record Rates(double ours, double ggml, double ratio, double ofFill, double ofBoth) {}

  private Rates measure(Dequantizer ours, Optional<MethodHandle> peer, int weights, int rounds)
      throws Throwable {
    int repeats = Math.max(1, CACHE_ROUND_WEIGHTS / weights);
    double billions = (double) repeats * weights / 1e9;
    MemorySegment[] sources = sources(ours.type(), weights, Math.min(repeats, CACHE_SOURCES));
    MemorySegment floats = target.asSlice(0, 4L * weights);
    double[] ourRates = new double[rounds];
    double[] peerRates = new double[rounds];
    double[] ratios = new double[rounds];
    double[] shares = new double[rounds];
    double[] sharesOfBoth = new double[rounds];
    for (int round = -rounds / 4; round < rounds; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        ours.dequantize(sources[i % sources.length], 0, floats, 0, weights);
      }
      long oursDone = System.nanoTime();
      if (peer.isPresent()) {
        for (int i = 0; i < repeats; i++) {
          peer.get().invokeExact(sources[i % sources.length], floats, (long) weights);
        }
      }
      long peerDone = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        floats.fill((byte) round);
      }
      long filled = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        read(sources[i % sources.length]);
      }
      long read = System.nanoTime();
      if (round >= 0) {
        ourRates[round] = billions * 1e9 / (oursDone - start);
        peerRates[round] = peer.isPresent() ? billions * 1e9 / (peerDone - oursDone) : Double.NaN;
        ratios[round] = ourRates[round] / peerRates[round];
        shares[round] = (filled - peerDone) / (double) (oursDone - start);
        sharesOfBoth[round] = (read - peerDone) / (double) (oursDone - start);
      }
    }
    return new Rates(
        median(ourRates), median(peerRates), median(ratios), median(shares), median(sharesOfBoth));
  }

  /** Reads all of a segment and nothing else; four sums, so that adding does not take longer. */
  private void read(MemorySegment bytes) {
    long size = bytes.byteSize() & -32;
    long sum0 = 0;
    long sum1 = 0;
    long sum2 = 0;
    long sum3 = 0;
    for (long at = 0; at < size; at += 32) {
      sum0 += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      sum1 += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8);
      sum2 += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 16);
      sum3 += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 24);
    }
    sumRead += sum0 + sum1 + sum2 + sum3;
  }

  /** Returns several runs of blocks that follow each other. */
  private MemorySegment[] sources(TensorType type, int weights, int count) {
    long bytes = type.bytesFor(weights);
    return IntStream.range(0, count)
        .mapToObj(i -> source.asSlice(i * bytes, bytes))
        .toArray(MemorySegment[]::new);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Quantized Gaussian weights where a quantizer is there, else random bits; repeated. */
  private void fillSource(TensorType type) {
    int weights = PIECE / type.blockWeights() * type.blockWeights();
    long pieceBytes = type.bytesFor(weights);
    MemorySegment piece = source.asSlice(0, pieceBytes);
    Random random = new Random(3);
    Optional<Quantizer> quantizer = Quantizer.of(type);
    if (quantizer.isPresent()) {
      float[] floats = new float[weights];
      for (int i = 0; i < weights; i++) {
        floats[i] = (float) random.nextGaussian();
      }
      quantizer.get().quantize(floats, 0, piece, 0, weights);
    } else {
      byte[] bytes = new byte[Math.toIntExact(pieceBytes)];
      random.nextBytes(bytes);
      piece.copyFrom(MemorySegment.ofArray(bytes));
    }
    long all = type.bytesFor(MEMORY_WEIGHTS);
    for (long at = pieceBytes; at < all; at += pieceBytes) {
      MemorySegment.copy(piece, 0, source, at, Math.min(pieceBytes, all - at));
    }
  }
}
