package org.weightbench.load.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadException;
import org.weightbench.load.Phase;
import org.weightbench.quant.Dequantizer;

/** The content of a model's tensors without any strategy, to compare loads with. */
public final class ReferenceContent {
  private static final long PART_BLOCKS = 1024;

  private ReferenceContent() {}

  /**
   * Returns what is to be hashed of every tensor.
   *
   * @throws LoadException when a tensor cannot be delivered in that form
   */
  public static List<ContentHasher.Entry> of(GgufModel model, Deliver deliver)
      throws LoadException {
    List<ContentHasher.Entry> entries = new ArrayList<>();
    for (TensorInfo tensor : model.tensors()) {
      MemorySegment data = model.data(tensor);
      if (deliver == Deliver.F32) {
        Dequantizer dequantizer =
            tensor.type().flatMap(Dequantizer::of).orElseThrow(() -> noFloats(model, tensor));
        entries.add(
            new ContentHasher.Entry(
                tensor,
                TensorType.F32.name(),
                consumer -> feedFloats(data, tensor.weights(), dequantizer, consumer)));
      } else {
        entries.add(
            new ContentHasher.Entry(tensor, tensor.typeName(), consumer -> consumer.take(data)));
      }
    }
    return entries;
  }

  private static LoadException noFloats(GgufModel model, TensorInfo tensor) {
    return new LoadException(
        model.shards().get(tensor.shard()).path(),
        tensor.fileOffset(),
        Phase.HEADER,
        "tensor '"
            + DisplayText.of(tensor.name())
            + "' has type "
            + tensor.typeName()
            + ", which cannot be turned into f32 yet");
  }

  private static void feedFloats(
      MemorySegment data,
      long weights,
      Dequantizer dequantizer,
      ContentHasher.PartConsumer consumer) {
    long partWeights = PART_BLOCKS * dequantizer.type().blockWeights();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate(partWeights * Float.BYTES, Long.BYTES);
      for (long done = 0; done < weights; done += partWeights) {
        long count = Math.min(partWeights, weights - done);
        dequantizer.dequantize(data, dequantizer.type().bytesFor(done), floats, 0, count);
        consumer.take(floats.asSlice(0, count * Float.BYTES));
      }
    }
  }
}
