package org.weightbench.quant.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.ModelTraits;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.TensorRole;
import org.weightbench.quant.survey.WeightSample.Piece;

/**
 * Measures what quantization formats cost a model's own weights, in memory: nothing is written.
 * Sizes are those of the whole model; errors and rates are those of a sample of its matrices, which
 * is stored in each format and turned into floats again, with blocks and floats in memory.
 *
 * <p>Stateless; may be used from any number of threads, whose rates then disturb each other.
 */
public final class FormatSurvey {
  private static final String AS_IT_IS = "as it is";

  private FormatSurvey() {}

  /**
   * Measures formats.
   *
   * @param file the model: its file, or any of its shards
   * @param request formats, threads, size of the sample
   * @param progress hears of the floats that were stored in each format, in bytes
   * @throws GgufException when the model cannot be read
   * @throws CancelledException when the progress asked to stop
   * @throws IOException when the model has no matrix that can be read
   */
  public static Survey measure(Path file, SurveyRequest request, Progress progress)
      throws IOException {
    try (GgufModel model = GgufModel.open(file)) {
      WeightSample sample = WeightSample.of(model, request.sampledWeights());
      if (sample.pieces().isEmpty()) {
        throw new IOException(
            file + " has no matrix whose weights can be read, so that there is nothing to measure");
      }
      ModelTraits traits = ModelTraits.of(model);
      long sampleBytes = sample.weights() * Float.BYTES;
      long totalBytes = sampleBytes * (request.formats().size() + 1);
      progress.step(0, totalBytes);
      FormatCost source = cost(AS_IT_IS, model.tensorBytes(), model, sample, Piece::type, request);
      List<FormatCost> costs = new ArrayList<>();
      for (QuantizationMix format : request.formats()) {
        progress.step(sampleBytes * (costs.size() + 1), totalBytes);
        long bytes = model.tensors().stream().mapToLong(t -> bytes(t, traits, format)).sum();
        costs.add(
            cost(
                format.name(),
                bytes,
                model,
                sample,
                piece -> format.typeFor(piece.role()),
                request));
      }
      progress.step(totalBytes, totalBytes);
      return new Survey(sample.weights(), weights(model), source, costs);
    }
  }

  private static FormatCost cost(
      String name,
      long tensorBytes,
      GgufModel model,
      WeightSample sample,
      Function<Piece, TensorType> types,
      SurveyRequest request)
      throws IOException {
    try (StoredSample stored =
        new StoredSample(sample, types, Collections.max(request.threads()))) {
      List<DequantizeRate> rates = new ArrayList<>();
      for (int threads : request.threads()) {
        rates.add(stored.rate(threads, request.measuring()));
      }
      long headerBytes = model.fileBytes() - model.tensorBytes();
      return new FormatCost(
          name,
          8.0 * tensorBytes / weights(model),
          headerBytes + tensorBytes,
          stored.error(),
          rates,
          stored.kernels());
    }
  }

  /** Returns how many bytes a tensor takes in a format; one that cannot be converted stays. */
  private static long bytes(TensorInfo tensor, ModelTraits traits, QuantizationMix format) {
    boolean whole =
        switch (tensor.type().orElse(TensorType.I8)) {
          case I8, I16, I32, I64 -> true;
          default -> false;
        };
    TensorRole role = new TensorRole(tensor.name(), tensor.shape(), traits);
    return whole ? tensor.byteSize() : format.typeFor(role).bytesFor(tensor.weights());
  }

  private static long weights(GgufModel model) {
    return Math.max(1, model.tensors().stream().mapToLong(TensorInfo::weights).sum());
  }
}
