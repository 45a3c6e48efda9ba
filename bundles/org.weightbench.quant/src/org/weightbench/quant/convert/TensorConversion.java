package org.weightbench.quant.convert;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.Quantizer;

/**
 * Streams tensors from one type to another through a window of {@value #WINDOW_WEIGHTS} weights,
 * whose parts are converted side by side. Memory: at most 16 MiB for the window and 2 MiB for each
 * thread. For use by one thread.
 */
final class TensorConversion implements AutoCloseable {
  private static final int WINDOW_WEIGHTS = 1 << 22;
  private static final int PART_WEIGHTS = 1 << 18;
  private static final int MOST_THREADS = 32;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment window = arena.allocate((long) WINDOW_WEIGHTS * Float.BYTES, 64);
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService executor;

  TensorConversion() {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS);
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker(arena));
    }
    executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("weightbench-convert-", 0).daemon().factory());
  }

  /** Converts one tensor and appends it; the same type is copied as it is. */
  void convert(GgufModel model, TensorInfo tensor, TensorType target, GgufWriter writer)
      throws IOException {
    MemorySegment data = model.data(tensor);
    TensorType source = tensor.type().orElseThrow();
    if (source == target) {
      writer.append(tensor.name(), data);
      return;
    }
    long weights = tensor.weights();
    for (long start = 0; start < weights; start += WINDOW_WEIGHTS) {
      int count = (int) Math.min(WINDOW_WEIGHTS, weights - start);
      MemorySegment blocks = data.asSlice(source.bytesFor(start), source.bytesFor(count));
      convertWindow(blocks, source, target, count);
      writer.append(tensor.name(), window.asSlice(0, target.bytesFor(count)));
    }
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }

  private void convertWindow(
      MemorySegment blocks, TensorType source, TensorType target, int weights) throws IOException {
    Dequantizer dequantizer = Dequantizer.of(source).orElseThrow();
    Quantizer quantizer = Quantizer.of(target).orElseThrow();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      int first = i * PART_WEIGHTS;
      int stride = workers.size() * PART_WEIGHTS;
      tasks.add(
          () -> {
            for (int start = first; start < weights; start += stride) {
              int count = Math.min(PART_WEIGHTS, weights - start);
              worker.convert(dequantizer, blocks, quantizer, window, start, count);
            }
            return null;
          });
    }
    await(tasks);
  }

  private void await(List<Callable<Void>> tasks) throws IOException {
    try {
      for (Future<Void> future : executor.invokeAll(tasks)) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("converting was interrupted");
    } catch (ExecutionException e) {
      throw new IOException("converting failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** The scratch memory of one thread. */
  private static final class Worker {
    private final MemorySegment floats;
    private final float[] values = new float[PART_WEIGHTS];

    Worker(Arena arena) {
      floats = arena.allocate((long) PART_WEIGHTS * Float.BYTES, 64);
    }

    void convert(
        Dequantizer dequantizer,
        MemorySegment source,
        Quantizer quantizer,
        MemorySegment target,
        int start,
        int count) {
      long from = dequantizer.type().bytesFor(start);
      long to = quantizer.type().bytesFor(start);
      if (quantizer.type() == TensorType.F32) {
        dequantizer.dequantize(source, from, target, to, count);
      } else {
        dequantizer.dequantize(source, from, floats, 0, count);
        MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT, 0, values, 0, count);
        quantizer.quantize(values, 0, target, to, count);
      }
    }
  }
}
