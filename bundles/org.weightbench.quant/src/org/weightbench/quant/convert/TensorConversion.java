package org.weightbench.quant.convert;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.Quantizer;
import org.weightbench.quant.WeightError;

/**
 * Streams tensors from one type to another through windows of {@value #WINDOW_WEIGHTS} weights,
 * whose parts are converted side by side. While a window is written, the next one is converted
 * already, be it of the same tensor or of the next. Memory: at most 32 MiB for the two windows and
 * half a MiB for each thread. For use by one thread.
 */
final class TensorConversion implements AutoCloseable {
  private static final int WINDOW_WEIGHTS = 1 << 22;
  private static final int PART_WEIGHTS = WINDOW_WEIGHTS / ConversionSettings.MOST_THREADS;

  private final GgufWriter writer;
  private final ConversionSettings settings;
  private final Arena arena = Arena.ofShared();
  private final Deque<MemorySegment> freeWindows = new ArrayDeque<>();
  private final Deque<Window> converting = new ArrayDeque<>();
  private final BlockingQueue<Worker> idle;
  private final ExecutorService executor;

  /**
   * Creates a conversion.
   *
   * @param writer receives the tensors
   * @param settings how they are converted; their types are chosen for each
   */
  TensorConversion(GgufWriter writer, ConversionSettings settings) {
    this.writer = writer;
    this.settings = settings;
    int threads = settings.threads();
    for (int i = 0; i < 2; i++) {
      freeWindows.add(arena.allocate((long) WINDOW_WEIGHTS * Float.BYTES, 64));
    }
    idle = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      idle.add(new Worker(arena));
    }
    executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("weightbench-convert-", 0).daemon().factory());
  }

  /**
   * Converts one tensor; the same type is copied as it is.
   *
   * @return its error, complete after {@link #finish()}
   */
  Tally convert(GgufModel model, TensorInfo tensor, TensorType target) throws IOException {
    MemorySegment data = model.data(tensor);
    TensorType source = tensor.type().orElseThrow();
    Tally tally = new Tally(settings.errors() && source != target);
    if (source == target) {
      finish();
      writer.append(tensor.name(), data);
      return tally;
    }
    Kernels kernels = Kernels.of(source, target, settings);
    long weights = tensor.weights();
    for (long start = 0; start < weights; start += WINDOW_WEIGHTS) {
      int count = (int) Math.min(WINDOW_WEIGHTS, weights - start);
      MemorySegment blocks = data.asSlice(source.bytesFor(start), source.bytesFor(count));
      if (freeWindows.isEmpty()) {
        writeOldest();
      }
      Window window =
          new Window(tensor.name(), kernels, blocks, freeWindows.remove(), count, tally);
      for (int i = 0; i < Math.min(settings.threads(), window.parts()); i++) {
        window.tasks.add(executor.submit(() -> work(window)));
      }
      converting.add(window);
    }
    return tally;
  }

  /** Waits until all tensors are converted and writes what is not written yet. */
  void finish() throws IOException {
    while (!converting.isEmpty()) {
      writeOldest();
    }
  }

  @Override
  public void close() {
    executor.close();
    arena.close();
  }

  private void writeOldest() throws IOException {
    Window window = converting.remove();
    for (Future<?> task : window.tasks) {
      await(task);
    }
    window.tally.add(window.partErrors);
    long bytes = window.kernels.quantizer().type().bytesFor(window.weights);
    writer.append(window.tensor, window.target.asSlice(0, bytes));
    freeWindows.add(window.target);
  }

  private Void work(Window window) throws InterruptedException {
    Worker worker = idle.take();
    try {
      for (int part = window.next(); part < window.parts(); part = window.next()) {
        worker.convert(window, part);
      }
    } finally {
      idle.add(worker);
    }
    return null;
  }

  private static void await(Future<?> task) throws IOException {
    try {
      task.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("converting was interrupted");
    } catch (ExecutionException e) {
      throw new IOException("converting failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** The error of one tensor, added up window by window. */
  static final class Tally {
    private final boolean measured;
    private WeightError sum = WeightError.NONE;

    private Tally(boolean measured) {
      this.measured = measured;
    }

    /** Returns the error; empty when it is not measured. */
    Optional<WeightError> error() {
      return measured ? Optional.of(sum) : Optional.empty();
    }

    private void add(WeightError[] parts) {
      for (WeightError part : parts) {
        sum = sum.plus(part);
      }
    }
  }

  /**
   * What converts a type into another.
   *
   * @param reader reads back what was written; empty when errors are not measured
   */
  private record Kernels(
      Dequantizer dequantizer, Quantizer quantizer, Optional<Dequantizer> reader) {
    static Kernels of(TensorType source, TensorType target, ConversionSettings settings) {
      Optional<Quantizer> quantizer =
          settings.reference() ? Quantizer.reference(target) : Quantizer.of(target);
      return new Kernels(
          Dequantizer.of(source),
          quantizer.orElseThrow(),
          settings.errors() ? Optional.of(Dequantizer.of(target)) : Optional.empty());
    }
  }

  /** A part of a tensor that is being converted. Its parts are handed out to the threads. */
  private static final class Window {
    private final String tensor;
    private final Kernels kernels;
    private final MemorySegment source;
    private final MemorySegment target;
    private final int weights;
    private final Tally tally;
    private final WeightError[] partErrors;
    private final List<Future<?>> tasks = new ArrayList<>();
    private final AtomicInteger nextPart = new AtomicInteger();

    Window(
        String tensor,
        Kernels kernels,
        MemorySegment source,
        MemorySegment target,
        int weights,
        Tally tally) {
      this.tensor = tensor;
      this.kernels = kernels;
      this.source = source;
      this.target = target;
      this.weights = weights;
      this.tally = tally;
      this.partErrors = new WeightError[parts()];
      Arrays.fill(partErrors, WeightError.NONE);
    }

    int parts() {
      return Math.ceilDiv(weights, PART_WEIGHTS);
    }

    int next() {
      return nextPart.getAndIncrement();
    }
  }

  /** The scratch memory of one thread. */
  private static final class Worker {
    private final MemorySegment floats;
    private final float[] values = new float[PART_WEIGHTS];

    Worker(Arena arena) {
      floats = arena.allocate((long) PART_WEIGHTS * Float.BYTES, 64);
    }

    void convert(Window window, int part) {
      int start = PART_WEIGHTS * part;
      int count = Math.min(PART_WEIGHTS, window.weights - start);
      Dequantizer dequantizer = window.kernels.dequantizer();
      Quantizer quantizer = window.kernels.quantizer();
      Optional<Dequantizer> reader = window.kernels.reader();
      long from = dequantizer.type().bytesFor(start);
      long to = quantizer.type().bytesFor(start);
      if (quantizer.type() == TensorType.F32 && reader.isEmpty()) {
        dequantizer.dequantize(window.source, from, window.target, to, count);
        return;
      }
      dequantizer.dequantize(window.source, from, floats, 0, count);
      MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT, 0, values, 0, count);
      quantizer.quantize(values, 0, window.target, to, count);
      if (reader.isPresent()) {
        reader.get().dequantize(window.target, to, floats, 0, count);
        window.partErrors[part] = WeightError.between(values, floats, count);
      }
    }
  }
}
