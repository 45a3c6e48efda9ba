package org.weightbench.quant.survey;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.Quantizer;
import org.weightbench.quant.WeightError;
import org.weightbench.quant.survey.WeightSample.Piece;

/**
 * A sample's weights stored in other types, in memory, with their error. For use by one thread,
 * which has others help it.
 */
final class StoredSample implements AutoCloseable {
  private static final int LEAST_PASSES = 5;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Arena arena = Arena.ofShared();
  private final ExecutorService executor;
  private final List<StoredPiece> pieces = new ArrayList<>();
  private final MemorySegment blocks;
  private final MemorySegment floats;
  private final long weights;
  private WeightError error = WeightError.NONE;

  /** Where a piece is stored and where its floats go. */
  private record StoredPiece(
      Piece source, Dequantizer dequantizer, long blockOffset, long floatOffset) {
    TensorType type() {
      return dequantizer.type();
    }
  }

  /**
   * Stores a sample.
   *
   * @param types the type of each piece
   * @param threads how many threads store it; at least as many as will dequantize it
   */
  StoredSample(WeightSample sample, Function<Piece, TensorType> types, int threads)
      throws IOException {
    long blockOffset = 0;
    long floatOffset = 0;
    for (Piece piece : sample.pieces()) {
      TensorType type = types.apply(piece);
      Dequantizer dequantizer = Dequantizer.of(type);
      pieces.add(new StoredPiece(piece, dequantizer, blockOffset, floatOffset));
      blockOffset += type.bytesFor(piece.weights());
      floatOffset += (long) Float.BYTES * piece.weights();
    }
    weights = sample.weights();
    blocks = arena.allocate(Math.max(1, blockOffset), 64);
    floats = arena.allocate(Math.max(1, floatOffset), 64);
    executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("weightbench-survey-", 0).daemon().factory());
    store(threads);
  }

  /** Returns how far the stored weights are from their source. */
  WeightError error() {
    return error;
  }

  /**
   * Measures how fast so many threads dequantize the sample, each its part of it, with warmed
   * kernels. Passes before those that count take half as long as these.
   */
  DequantizeRate rate(int threads, Duration measuring) throws IOException {
    dequantizers().forEach(Dequantizer::warmUp);
    List<Callable<WeightError>> tasks =
        shares(threads).stream().map(StoredSample.this::dequantizing).toList();
    passes(tasks, measuring.dividedBy(2));
    long[] nanos = passes(tasks, measuring);
    Arrays.sort(nanos);
    double seconds = nanos[nanos.length / 2] / NANOS_PER_SECOND;
    return new DequantizeRate(threads, weights / seconds);
  }

  /** Returns the names of the kernels that serve the sample. */
  List<String> kernels() {
    return dequantizers().map(Dequantizer::kernelName).distinct().sorted().toList();
  }

  private Stream<Dequantizer> dequantizers() {
    return pieces.stream().map(StoredPiece::dequantizer).distinct();
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }

  private void store(int threads) throws IOException {
    for (WeightError part : run(shares(threads).stream().map(this::storing).toList())) {
      error = error.plus(part);
    }
  }

  private Callable<WeightError> storing(List<StoredPiece> share) {
    return () -> {
      float[] values = new float[WeightSample.PIECE_WEIGHTS];
      WeightError sum = WeightError.NONE;
      for (StoredPiece piece : share) {
        sum = sum.plus(store(piece, values));
      }
      return sum;
    };
  }

  private WeightError store(StoredPiece piece, float[] values) {
    Piece source = piece.source();
    int count = source.weights();
    MemorySegment stored = blocks.asSlice(piece.blockOffset(), piece.type().bytesFor(count));
    MemorySegment target = floats.asSlice(piece.floatOffset(), (long) Float.BYTES * count);
    Dequantizer.of(source.type()).dequantize(source.blocks(), 0, target, 0, count);
    MemorySegment.copy(target, ValueLayout.JAVA_FLOAT, 0, values, 0, count);
    if (piece.type() == source.type()) {
      stored.copyFrom(source.blocks());
    } else {
      Quantizer.of(piece.type()).orElseThrow().quantize(values, 0, stored, 0, count);
    }
    piece.dequantizer().dequantize(stored, 0, target, 0, count);
    return WeightError.between(values, target, count);
  }

  private Callable<WeightError> dequantizing(List<StoredPiece> share) {
    return () -> {
      for (StoredPiece piece : share) {
        piece
            .dequantizer()
            .dequantize(
                blocks, piece.blockOffset(), floats, piece.floatOffset(), piece.source().weights());
      }
      return WeightError.NONE;
    };
  }

  /** Divides the pieces into runs of about as many weights each. */
  private List<List<StoredPiece>> shares(int threads) {
    List<List<StoredPiece>> shares = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      shares.add(new ArrayList<>());
    }
    for (StoredPiece piece : pieces) {
      long before = piece.floatOffset() / Float.BYTES;
      shares.get((int) (before * threads / weights)).add(piece);
    }
    return shares;
  }

  private long[] passes(List<Callable<WeightError>> tasks, Duration least) throws IOException {
    List<Long> nanos = new ArrayList<>();
    long start = System.nanoTime();
    while (nanos.size() < LEAST_PASSES || System.nanoTime() - start < least.toNanos()) {
      long before = System.nanoTime();
      run(tasks);
      nanos.add(System.nanoTime() - before);
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private List<WeightError> run(List<Callable<WeightError>> tasks) throws IOException {
    try {
      List<WeightError> results = new ArrayList<>();
      for (Future<WeightError> task : executor.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("measuring was interrupted");
    } catch (ExecutionException e) {
      throw new IOException("measuring failed: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
