package org.weightbench.load.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadException;
import org.weightbench.load.Phase;
import org.weightbench.load.TensorSelection;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/** The content of a model's tensors without any strategy, to compare loads with. */
public final class ReferenceContent {
  private static final long PART_BLOCKS = 1024;

  private ReferenceContent() {}

  /**
   * Returns what is to be hashed of every selected tensor.
   *
   * @throws LoadException when a tensor cannot be delivered in that form
   */
  public static List<ContentHasher.Entry> of(
      GgufModel model, Deliver deliver, TensorSelection selection) throws LoadException {
    List<ContentHasher.Entry> entries = new ArrayList<>();
    Optional<FloatFormat> floats = deliver.floats();
    Map<Integer, NavigableMap<Long, TensorInfo>> whole = new HashMap<>();
    for (TensorInfo tensor : model.tensors()) {
      whole
          .computeIfAbsent(tensor.shard(), _ -> new TreeMap<>())
          .merge(tensor.fileOffset(), tensor, ReferenceContent::larger);
    }
    for (TensorInfo tensor : selection.select(model.tensors())) {
      TensorInfo holder =
          Objects.requireNonNull(whole.get(tensor.shard()))
              .floorEntry(tensor.fileOffset())
              .getValue();
      MemorySegment data =
          model.data(holder).asSlice(tensor.fileOffset() - holder.fileOffset(), tensor.byteSize());
      if (floats.isPresent()) {
        Dequantizer dequantizer =
            tensor
                .type()
                .map(type -> Dequantizer.of(type, floats.get()))
                .orElseThrow(() -> noFloats(model, tensor, deliver));
        entries.add(
            new ContentHasher.Entry(
                tensor,
                dequantizer.format().type().name(),
                consumer -> feedFloats(data, tensor.weights(), dequantizer, consumer)));
      } else {
        entries.add(
            new ContentHasher.Entry(tensor, tensor.typeName(), consumer -> consumer.take(data)));
      }
    }
    return entries;
  }

  /** Of tensors at one place all but one are empty. */
  private static TensorInfo larger(TensorInfo one, TensorInfo other) {
    return one.byteSize() >= other.byteSize() ? one : other;
  }

  private static LoadException noFloats(GgufModel model, TensorInfo tensor, Deliver deliver) {
    return new LoadException(
        model.shards().get(tensor.shard()).path(),
        tensor.fileOffset(),
        Phase.HEADER,
        "tensor '"
            + DisplayText.of(tensor.name())
            + "' has type "
            + tensor.typeName()
            + ", which cannot be turned into "
            + deliver.label()
            + " yet");
  }

  private static void feedFloats(
      MemorySegment data,
      long weights,
      Dequantizer dequantizer,
      ContentHasher.PartConsumer consumer) {
    long partWeights = PART_BLOCKS * dequantizer.type().blockWeights();
    long floatBytes = dequantizer.format().bytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate(partWeights * floatBytes, Long.BYTES);
      for (long done = 0; done < weights; done += partWeights) {
        long count = Math.min(partWeights, weights - done);
        dequantizer.dequantize(data, dequantizer.type().bytesFor(done), floats, 0, count);
        consumer.take(floats.asSlice(0, count * floatBytes));
      }
    }
  }
}
