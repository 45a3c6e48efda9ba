package org.weightbench.quant.synth;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.Quantizer;
import org.weightbench.quant.internal.FreeSpace;

/**
 * Writes llama-architecture models of any size whose weights are random but whose everything else
 * is real: dimensions as model makers choose them, all metadata and a complete tokenizer that
 * llama.cpp needs to load them, and tensors in the types that llama.cpp's quantizer would give
 * them.
 *
 * <p>Matrices are Gaussian with mean 0: the token embedding with a standard deviation of 0.02,
 * others with 1 / √row, as training leaves them; norms lie around 1. To write at the speed of the
 * disk, not every weight is quantized: for each type and deviation a pool of at most 2 Mi weights
 * (1 MiB of Q4_K, 8 MiB of F32) is, and tensors are drawn from it in whole blocks, each block once
 * before any repeats. The file therefore compresses no better than real weights do unless the
 * compressor's window is larger than the pool.
 *
 * <p>Stateless; may be used from any number of threads.
 */
public final class ModelSynthesizer {
  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int PIECES_A_WINDOW = 1 << 14;

  /** The version of ggml's block layouts, which loaders check: {@code GGML_QNT_VERSION}. */
  private static final int QUANTIZATION_VERSION = 2;

  private ModelSynthesizer() {}

  /**
   * Writes a model beside its target and renames it when it is complete. Memory is bounded by the
   * pools and one window of a few MiB, whatever the model's size.
   *
   * @param out the file; one that exists is replaced
   * @param request size, types and seed; equal requests give equal files
   * @param progress hears of the bytes written
   * @throws CancelledException when the progress asked to stop; no file is left
   * @throws IOException when the file cannot be written or the disk has not enough room; no file is
   *     left
   */
  public static void synthesize(Path out, SynthesisRequest request, Progress progress)
      throws IOException {
    QuantizationMix mix = request.mix();
    LlamaShape shape = LlamaSizing.of(request.approximateBytes(), mix);
    List<TensorDeclaration> tensors = shape.tensors(mix);
    FreeSpace.require(out, LlamaSizing.fileBytes(shape, mix));
    progress.step(0, LlamaSizing.fileBytes(shape, mix));
    Map<PoolKey, BlockPool> pools = pools(tensors, request.seed());
    try (Arena arena = Arena.ofConfined();
        GgufWriter writer = GgufWriter.create(out, metadata(shape, request), tensors, progress)) {
      MemorySegment window =
          arena.allocate((long) PIECES_A_WINDOW * BlockPool.PIECE_WEIGHTS * Float.BYTES, 64);
      for (TensorDeclaration tensor : tensors) {
        SplittableRandom random =
            new SplittableRandom(request.seed() * 31 + tensor.name().hashCode());
        if (tensor.shape().size() == 1) {
          writer.append(tensor.name(), norm(tensor, random, window));
        } else {
          append(writer, tensor, pools.get(PoolKey.of(tensor)).draw(random), window);
        }
      }
      writer.finish();
    }
  }

  private static Map<PoolKey, BlockPool> pools(List<TensorDeclaration> tensors, long seed) {
    Map<PoolKey, Long> weights =
        tensors.stream()
            .filter(tensor -> tensor.shape().size() > 1)
            .collect(
                Collectors.groupingBy(
                    PoolKey::of, Collectors.summingLong(TensorDeclaration::weights)));
    return weights.entrySet().parallelStream()
        .collect(
            Collectors.toConcurrentMap(
                Map.Entry::getKey, entry -> entry.getKey().pool(entry.getValue(), seed)));
  }

  private static MemorySegment norm(
      TensorDeclaration tensor, SplittableRandom random, MemorySegment window) {
    int count = Math.toIntExact(tensor.weights());
    for (int i = 0; i < count; i++) {
      window.set(F32, 4L * i, (float) (1 + 0.1 * random.nextGaussian()));
    }
    return window.asSlice(0, tensor.byteSize());
  }

  private static void append(
      GgufWriter writer, TensorDeclaration tensor, BlockPool.Draw draw, MemorySegment window)
      throws IOException {
    long windowBytes = tensor.type().bytesFor((long) PIECES_A_WINDOW * BlockPool.PIECE_WEIGHTS);
    for (long left = tensor.byteSize(); left > 0; left -= windowBytes) {
      long bytes = Math.min(left, windowBytes);
      draw.fill(window, bytes);
      writer.append(tensor.name(), window.asSlice(0, bytes));
    }
  }

  private static Metadata metadata(LlamaShape shape, SynthesisRequest request) {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.architecture", MetadataValue.string("llama"));
    values.put("general.type", MetadataValue.string("model"));
    values.put("general.name", MetadataValue.string("Weightbench synthetic llama"));
    values.put(
        "general.description",
        MetadataValue.string("Random weights for measuring load times, seed " + request.seed()));
    values.put("general.file_type", MetadataValue.uint32(request.mix().fileType()));
    values.put("general.quantization_version", MetadataValue.uint32(QUANTIZATION_VERSION));
    values.put("llama.vocab_size", MetadataValue.uint32(shape.vocabulary()));
    values.put("llama.context_length", MetadataValue.uint32(4096));
    values.put("llama.embedding_length", MetadataValue.uint32(shape.embedding()));
    values.put("llama.block_count", MetadataValue.uint32(shape.layers()));
    values.put("llama.feed_forward_length", MetadataValue.uint32(shape.feedForward()));
    values.put("llama.rope.dimension_count", MetadataValue.uint32(shape.headWidth()));
    values.put("llama.rope.freq_base", MetadataValue.float32(10_000));
    values.put("llama.attention.head_count", MetadataValue.uint32(shape.heads()));
    values.put("llama.attention.head_count_kv", MetadataValue.uint32(shape.keyValueHeads()));
    values.put("llama.attention.layer_norm_rms_epsilon", MetadataValue.float32(1e-5f));
    values.putAll(FillerTokenizer.metadata(shape.vocabulary()));
    return Metadata.of(values);
  }

  /** What a pool is made for. */
  private record PoolKey(TensorType type, float standardDeviation) {
    private static final float EMBEDDING_DEVIATION = 0.02f;

    static PoolKey of(TensorDeclaration tensor) {
      float deviation =
          tensor.name().equals("token_embd.weight")
              ? EMBEDDING_DEVIATION
              : (float) (1 / Math.sqrt(tensor.shape().getFirst()));
      return new PoolKey(tensor.type(), deviation);
    }

    BlockPool pool(long weights, long seed) {
      Quantizer quantizer =
          Quantizer.of(type).orElseThrow(() -> new IllegalStateException("the mix chose " + type));
      return BlockPool.quantized(quantizer, standardDeviation, weights, seed);
    }
  }
}
