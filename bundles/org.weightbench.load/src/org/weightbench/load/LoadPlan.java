package org.weightbench.load;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.internal.Planner;

/**
 * What a load is going to do: which tensors, in which order, by which reads, and where they will
 * lie. Immutable.
 *
 * <p>Tensors are read in the order of the settings. Neighbours within a small gap are read as one
 * range, gap included, and each range is cut into chunks of {@link #chunkBytes()}, which the
 * workers take in order. When tensors are copied, the destination is laid out so that a byte's
 * address and its file offset are congruent modulo {@link #alignmentBytes()}, with room for the
 * aligned ends of each range: aligned reads then go straight to their place. When they are
 * dequantized, chunks are cut at block boundaries. When a window bounds the memory, places in the
 * destination are used again and again.
 */
public final class LoadPlan {
  private final LoadSettings settings;
  private final Layout layout;

  /**
   * The parts of a plan.
   *
   * @param shards the files
   * @param shardBytes length of each file
   * @param tensors what will be delivered, in the order of reading
   * @param groups the tensors by layer, in the order of use
   * @param ranges what will be read, in the order of reading
   * @param chunks the pieces, in the order of reading
   * @param alignmentBytes of file offsets and addresses, a power of two
   * @param chunkBytes largest piece
   * @param destinationBytes memory that is needed; 0 when mapped
   */
  public record Layout(
      List<Path> shards,
      List<Long> shardBytes,
      List<PlannedTensor> tensors,
      List<LayerGroup> groups,
      List<ReadRange> ranges,
      List<Chunk> chunks,
      long alignmentBytes,
      long chunkBytes,
      long destinationBytes) {
    /** Keeps its own copies of the lists. */
    public Layout {
      shards = List.copyOf(shards);
      shardBytes = List.copyOf(shardBytes);
      tensors = List.copyOf(tensors);
      groups = List.copyOf(groups);
      ranges = List.copyOf(ranges);
      chunks = List.copyOf(chunks);
    }
  }

  private LoadPlan(LoadSettings settings, Layout layout) {
    this.settings = settings;
    this.layout = layout;
  }

  /**
   * Plans to load every tensor of a model.
   *
   * @throws LoadException when a tensor cannot be delivered in the form asked for, or the strategy
   *     is not available on its file
   */
  public static LoadPlan of(GgufModel model, LoadSettings settings) throws LoadException {
    return of(model, settings, _ -> true);
  }

  /**
   * Plans to load some tensors of a model.
   *
   * @param wanted says which
   * @throws LoadException when a wanted tensor cannot be delivered in the form asked for, or the
   *     strategy is not available on its file
   */
  public static LoadPlan of(GgufModel model, LoadSettings settings, Predicate<TensorInfo> wanted)
      throws LoadException {
    return new LoadPlan(settings, new Planner(model, settings).plan(wanted));
  }

  /** Returns the settings it was made for. */
  public LoadSettings settings() {
    return settings;
  }

  /** Returns the files, by shard index. */
  public List<Path> shards() {
    return layout.shards();
  }

  /** Returns the length that a file had when the plan was made. */
  public long shardBytes(int shard) {
    return layout.shardBytes().get(shard);
  }

  /** Returns what will be delivered, in the order of reading. */
  public List<PlannedTensor> tensors() {
    return layout.tensors();
  }

  /** Returns the tensors by layer, in the order in which a model uses them. */
  public List<LayerGroup> groups() {
    return layout.groups();
  }

  /** Returns what will be read, in the order of reading. */
  public List<ReadRange> ranges() {
    return layout.ranges();
  }

  /** Returns the pieces that workers take, in the order of reading. */
  public List<Chunk> chunks() {
    return layout.chunks();
  }

  /** Returns the alignment of file offsets and destination addresses, a power of two. */
  public long alignmentBytes() {
    return layout.alignmentBytes();
  }

  /** Returns the largest piece: the asked size, rounded up where pieces must be aligned. */
  public long chunkBytes() {
    return layout.chunkBytes();
  }

  /**
   * Returns the most chunks that are under way at a time, over all readers: the queue depth asked
   * for, or one for each reader when that is more. Of those that become floats it is no more than
   * {@link LoadSettings#STAGED_BYTES} hold, but one for each thread.
   */
  public int mostUnderWay() {
    int asked = Math.max(settings().queueDepth(), settings().readThreads());
    if (settings().deliver().floats().isEmpty()) {
      return asked;
    }
    long held = LoadSettings.STAGED_BYTES / chunkBytes();
    long threads = settings().readThreads() + settings().dequantizeThreads();
    return (int) Math.min(asked, Math.max(held, threads));
  }

  /** Returns the memory that the destination needs, paddings included; 0 when mapped. */
  public long destinationBytes() {
    return layout.destinationBytes();
  }

  /** Returns the stored bytes of the tensors. */
  public long logicalBytes() {
    return tensors().stream().mapToLong(tensor -> tensor.info().byteSize()).sum();
  }

  /** Returns the bytes of the tensors in the delivered form. */
  public long deliveredBytes() {
    return tensors().stream().mapToLong(PlannedTensor::byteSize).sum();
  }

  /** Returns the file bytes that the chunks cover. */
  public long readBytes() {
    return chunks().stream().mapToLong(Chunk::byteSize).sum();
  }
}
