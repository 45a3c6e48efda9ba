package org.weightbench.ui.internal.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;

/**
 * How the dequantized weights of one or more tensors are spread. Of large tensors, pieces that lie
 * evenly spread are looked at.
 *
 * @param weights weights of the tensors
 * @param looked weights that were looked at
 * @param finite how many of those are finite
 * @param least least finite value; NaN where there is none
 * @param greatest greatest finite value
 * @param mean mean of the finite values
 * @param deviation their standard deviation
 * @param zeros values that are zero
 * @param low lower end of the histogram
 * @param high upper end of the histogram
 * @param counts finite values in parts of equal width from low to high; those beyond six standard
 *     deviations from the mean are not counted
 */
record ValueStatistics(
    long weights,
    long looked,
    long finite,
    double least,
    double greatest,
    double mean,
    double deviation,
    long zeros,
    double low,
    double high,
    List<Long> counts) {
  /** Most weights that are looked at, unless there are very many tensors. */
  static final int MOST_WEIGHTS = 1 << 22;

  private static final int PIECE_WEIGHTS = 1 << 16;
  private static final int PARTS = 80;
  private static final double FARTHEST_DEVIATIONS = 6;

  /**
   * Dequantizes and looks. It reads files: call it in a job.
   *
   * @param model file of the model
   * @param tensors tensors of it, all of types that have a dequantizer
   * @throws OperationCanceledException when the monitor is canceled
   */
  static ValueStatistics of(Path model, List<TensorInfo> tensors, IProgressMonitor monitor)
      throws IOException {
    try (GgufModel opened = GgufModel.open(model)) {
      long all = tensors.stream().mapToLong(TensorInfo::weights).sum();
      double share = Math.min(1, MOST_WEIGHTS / (double) Math.max(1, all));
      List<float[]> pieces = new ArrayList<>();
      SubMonitor progress = SubMonitor.convert(monitor, tensors.size());
      for (TensorInfo tensor : tensors) {
        read(opened, tensor, share, pieces, progress.split(1));
      }
      return of(all, pieces);
    }
  }

  /** Tells whether the values of a tensor can be looked at. */
  static boolean supports(TensorInfo tensor) {
    return tensor.weights() > 0 && tensor.type().isPresent();
  }

  private static void read(
      GgufModel model, TensorInfo tensor, double share, List<float[]> pieces, SubMonitor progress)
      throws IOException {
    TensorType type = tensor.type().orElseThrow();
    Dequantizer dequantizer = Dequantizer.of(type);
    TensorInfo current =
        model
            .tensor(tensor.name())
            .filter(tensor::equals)
            .orElseThrow(() -> new IOException("the file has changed since it was opened"));
    MemorySegment data = model.data(current);
    long there = Math.ceilDiv(tensor.weights(), PIECE_WEIGHTS);
    long taken = Math.clamp(Math.round(share * there), 1, there);
    progress.setWorkRemaining((int) Math.min(Integer.MAX_VALUE, taken));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate((long) PIECE_WEIGHTS * Float.BYTES, Float.BYTES);
      for (long i = 0; i < taken; i++) {
        progress.split(1);
        long start = i * there / taken * PIECE_WEIGHTS;
        int count = (int) Math.min(PIECE_WEIGHTS, tensor.weights() - start);
        dequantizer.dequantize(data, type.bytesFor(start), floats, 0, count);
        float[] piece = new float[count];
        MemorySegment.copy(floats, ValueLayout.JAVA_FLOAT, 0, piece, 0, count);
        pieces.add(piece);
      }
    }
  }

  private static ValueStatistics of(long weights, List<float[]> pieces) {
    long looked = 0;
    long finite = 0;
    long zeros = 0;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (float[] piece : pieces) {
      looked += piece.length;
      for (float value : piece) {
        if (Float.isFinite(value)) {
          finite++;
          sum += value;
          zeros += value == 0 ? 1 : 0;
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
    }
    if (finite == 0) {
      return new ValueStatistics(
          weights, looked, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0, List.of());
    }
    double mean = sum / finite;
    double squares = 0;
    for (float[] piece : pieces) {
      for (float value : piece) {
        squares += Float.isFinite(value) ? (value - mean) * (value - mean) : 0;
      }
    }
    double deviation = Math.sqrt(squares / finite);
    double low = Math.max(least, mean - FARTHEST_DEVIATIONS * deviation);
    double high = Math.min(greatest, mean + FARTHEST_DEVIATIONS * deviation);
    return new ValueStatistics(
        weights,
        looked,
        finite,
        least,
        greatest,
        mean,
        deviation,
        zeros,
        low,
        high,
        histogram(pieces, low, high));
  }

  private static List<Long> histogram(List<float[]> pieces, double low, double high) {
    long[] counts = new long[PARTS];
    double scale = high > low ? PARTS / (high - low) : 0;
    for (float[] piece : pieces) {
      for (float value : piece) {
        if (value >= low && value <= high) {
          counts[Math.min(PARTS - 1, (int) ((value - low) * scale))]++;
        }
      }
    }
    return Arrays.stream(counts).boxed().toList();
  }
}
