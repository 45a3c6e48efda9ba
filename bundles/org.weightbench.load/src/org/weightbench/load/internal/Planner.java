package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.BlockRun;
import org.weightbench.load.Chunk;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.Phase;
import org.weightbench.load.PlannedTensor;
import org.weightbench.load.ReadOrder;
import org.weightbench.load.ReadRange;
import org.weightbench.load.TensorSelection;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/** Lays out what a load reads and where it puts it. */
public final class Planner {
  /** Neighbours closer than this are read in one go: skipping less costs more than reading it. */
  private static final long MAX_GAP_BYTES = 128 << 10;

  private static final long FLOAT_TENSOR_ALIGNMENT = 64;

  private static final long RANDOM_SEED = 1;

  private final List<Path> shards;
  private final List<Long> shardBytes;
  private final List<TensorInfo> available;
  private final LoadSettings settings;

  private final List<PlannedTensor> tensors = new ArrayList<>();
  private final List<ReadRange> ranges = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<TensorInfo, Integer> placeInFile = new IdentityHashMap<>();
  private long alignment = 1;
  private long chunkBytes;
  private long usedBytes;

  /** Creates the planner of one load. */
  public Planner(GgufModel model, LoadSettings settings) {
    this.shards = model.shards().stream().map(GgufFile::path).toList();
    this.shardBytes = model.shards().stream().map(GgufFile::byteSize).toList();
    this.available = model.tensors();
    this.settings = settings;
  }

  /**
   * Plans the wanted tensors; called once.
   *
   * @throws LoadException when one of them cannot be delivered as asked
   */
  public LoadPlan.Layout plan(Predicate<TensorInfo> wanted) throws LoadException {
    requireNoContradiction();
    List<TensorInfo> inFileOrder = selected(wanted);
    refuseOverlaps(inFileOrder);
    inFileOrder.forEach(tensor -> placeInFile.put(tensor, placeInFile.size()));
    alignment = alignment();
    chunkBytes =
        settings.deliver().floats().isPresent()
            ? settings.chunkBytes()
            : Alignment.up(settings.chunkBytes(), alignment);
    List<TensorInfo> inOrder = new ArrayList<>(inFileOrder);
    if (settings.order() == ReadOrder.LAYER) {
      inOrder.sort(Comparator.comparingInt(LayerOrder::rank));
    }
    long neededBytes;
    IntUnaryOperator freeAfter;
    if (settings.windowBytes() > 0) {
      LayerWindow window = new LayerWindow();
      planInWindow(inOrder, window);
      neededBytes = window.byteSize();
      freeAfter = window::freeAfter;
    } else {
      planRanges(inOrder);
      neededBytes = usedBytes;
      freeAfter = _ -> 0;
    }
    if (settings.order() == ReadOrder.RANDOM) {
      Collections.shuffle(chunks, new Random(RANDOM_SEED));
    }
    return new LoadPlan.Layout(
        shards,
        shardBytes,
        tensors,
        LayerOrder.groups(tensors, freeAfter),
        ranges,
        chunks,
        alignment,
        chunkBytes,
        settings.deliver() == Deliver.MAPPED ? 0 : neededBytes);
  }

  private void planRanges(List<TensorInfo> inOrder) throws LoadException {
    for (int first = 0; first < inOrder.size(); ) {
      int next = endOfRange(inOrder, first);
      List<TensorInfo> members = inOrder.subList(first, next);
      Optional<FloatFormat> floats = settings.deliver().floats();
      if (floats.isPresent()) {
        planFloats(members, floats.get());
      } else {
        planBytes(members);
      }
      first = next;
    }
  }

  /** Lays out group after group; one that does not fit behind its predecessor begins at 0 again. */
  private void planInWindow(List<TensorInfo> inOrder, LayerWindow window) throws LoadException {
    for (int first = 0; first < inOrder.size(); ) {
      int rank = LayerOrder.rank(inOrder.get(first));
      int next = first + 1;
      while (next < inOrder.size() && LayerOrder.rank(inOrder.get(next)) == rank) {
        next++;
      }
      List<TensorInfo> group = inOrder.subList(first, next);
      Mark mark = new Mark();
      long start = usedBytes;
      planRanges(group);
      if (usedBytes > settings.windowBytes() && start > 0) {
        mark.goBack();
        start = 0;
        usedBytes = 0;
        planRanges(group);
      }
      if (usedBytes > settings.windowBytes()) {
        throw refused(
            group.getFirst(),
            "and those that are used with it need "
                + usedBytes
                + " bytes, expected at most the window of "
                + settings.windowBytes()
                + " bytes; ask for a larger window");
      }
      window.add(start, usedBytes);
      first = next;
    }
  }

  /** How far the plan was at some time. */
  private final class Mark {
    private final int tensorCount = tensors.size();
    private final int rangeCount = ranges.size();
    private final int chunkCount = chunks.size();

    void goBack() {
      tensors.subList(tensorCount, tensors.size()).clear();
      ranges.subList(rangeCount, ranges.size()).clear();
      chunks.subList(chunkCount, chunks.size()).clear();
    }
  }

  private void requireNoContradiction() {
    settings
        .contradiction()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
  }

  private List<TensorInfo> selected(Predicate<TensorInfo> wanted) throws LoadException {
    List<TensorInfo> selected =
        settings.tensors().select(available).stream()
            .filter(wanted)
            .sorted(
                Comparator.comparingInt(TensorInfo::shard)
                    .thenComparingLong(TensorInfo::fileOffset))
            .toList();
    if (selected.isEmpty() && !settings.tensors().equals(TensorSelection.ALL)) {
      throw new LoadException(
          shards.getFirst(),
          -1,
          Phase.HEADER,
          "none of its "
              + available.size()
              + " tensors is among '"
              + settings.tensors()
              + "'; the command inspect lists their names");
    }
    return selected;
  }

  private void refuseOverlaps(List<TensorInfo> inOrder) throws LoadException {
    for (int i = 1; i < inOrder.size(); i++) {
      TensorInfo before = inOrder.get(i - 1);
      TensorInfo tensor = inOrder.get(i);
      if (tensor.shard() == before.shard() && tensor.fileOffset() < endOffset(before)) {
        throw refused(
            tensor,
            "begins within '"
                + DisplayText.of(before.name())
                + "', expected byte "
                + endOffset(before)
                + " or later; the file is damaged");
      }
    }
  }

  private long alignment() throws LoadException {
    long alignment = 1;
    for (Path shard : shards) {
      try {
        alignment = Math.max(alignment, settings.strategy().alignmentBytes(shard));
      } catch (IOException e) {
        throw new LoadException(shard, -1, Phase.HEADER, e.getMessage(), e);
      }
    }
    return alignment;
  }

  private int endOfRange(List<TensorInfo> inOrder, int first) {
    int next = first + 1;
    while (next < inOrder.size() && follows(inOrder.get(next - 1), inOrder.get(next))) {
      next++;
    }
    return next;
  }

  /** Whether both are read in one go; a gap must not hold what is read elsewhere. */
  private boolean follows(TensorInfo before, TensorInfo tensor) {
    return tensor.shard() == before.shard()
        && placeInFile.getOrDefault(tensor, 0) == placeInFile.getOrDefault(before, 0) + 1
        && tensor.fileOffset() - endOffset(before) <= MAX_GAP_BYTES
        && (settings.order() != ReadOrder.LAYER
            || LayerOrder.rank(tensor) == LayerOrder.rank(before));
  }

  private static long endOffset(TensorInfo tensor) {
    return Math.addExact(tensor.fileOffset(), tensor.byteSize());
  }

  private ReadRange addRange(List<TensorInfo> members) {
    long start = members.getFirst().fileOffset();
    long end = members.stream().mapToLong(Planner::endOffset).max().orElse(start);
    ReadRange range = new ReadRange(members.getFirst().shard(), start, end - start, members.size());
    ranges.add(range);
    return range;
  }

  private void planBytes(List<TensorInfo> members) throws LoadException {
    ReadRange range = addRange(members);
    boolean mapped = settings.deliver() == Deliver.MAPPED;
    long slotAlignment = Math.max(alignment, Alignment.PAGE_BYTES);
    long slotStart = Alignment.down(range.fileOffset(), slotAlignment);
    long shift = mapped ? 0 : usedBytes - slotStart;
    for (TensorInfo tensor : members) {
      tensors.add(
          new PlannedTensor(
              tensor, knownType(tensor), tensor.fileOffset() + shift, tensor.byteSize()));
    }
    long cut;
    for (long at = range.fileOffset(); at < range.endOffset(); at = cut) {
      cut = Math.min(nextCut(at), range.endOffset());
      long size = cut - at;
      chunks.add(
          new Chunk(
              range.shard(), at, size, mapped ? 0 : at + shift, mapped ? 0 : size, List.of()));
    }
    usedBytes += Alignment.up(range.endOffset(), slotAlignment) - slotStart;
  }

  /**
   * Chunks end at multiples of their size. The page cache holds a file in pieces of up to 2 MiB,
   * each aligned to its size; reads that end within one have it dropped or read twice by strategies
   * that leave nothing there.
   */
  private long nextCut(long at) {
    return (at / chunkBytes + 1) * chunkBytes;
  }

  private void planFloats(List<TensorInfo> members, FloatFormat format) throws LoadException {
    FloatChunks cutter = new FloatChunks(addRange(members).shard());
    for (TensorInfo tensor : members) {
      TensorType type = knownType(tensor);
      Dequantizer dequantizer = Dequantizer.of(type, format);
      long floatBytes = Math.multiplyExact(tensor.weights(), (long) format.bytes());
      usedBytes = Alignment.up(usedBytes, FLOAT_TENSOR_ALIGNMENT);
      tensors.add(new PlannedTensor(tensor, format.type(), usedBytes, floatBytes));
      cutter.add(tensor, dequantizer, usedBytes);
      usedBytes = Math.addExact(usedBytes, floatBytes);
    }
    cutter.finish();
  }

  private TensorType knownType(TensorInfo tensor) throws LoadException {
    return tensor
        .type()
        .orElseThrow(
            () ->
                refused(
                    tensor,
                    "has unknown type "
                        + tensor.typeName()
                        + ", expected one of ggml's types; leave it out or use a newer version"));
  }

  private LoadException refused(TensorInfo tensor, String problem) {
    return new LoadException(
        shards.get(tensor.shard()),
        tensor.fileOffset(),
        Phase.HEADER,
        "tensor '" + DisplayText.of(tensor.name()) + "' " + problem);
  }

  /**
   * Cuts the tensors of one range into chunks of whole blocks. A block across a cut begins the next
   * chunk.
   */
  private final class FloatChunks {
    private final int shard;
    private List<BlockRun> runs = new ArrayList<>();
    private long start;
    private long end;
    private long limit;
    private long targetStart;
    private long targetEnd;

    FloatChunks(int shard) {
      this.shard = shard;
    }

    void add(TensorInfo tensor, Dequantizer dequantizer, long destinationOffset) {
      TensorType type = dequantizer.type();
      long blocks = tensor.weights() / type.blockWeights();
      long at = tensor.fileOffset();
      long target = destinationOffset;
      while (blocks > 0) {
        long fitting = runs.isEmpty() ? 0 : (limit - at) / type.blockBytes();
        if (fitting <= 0) {
          finish();
          start = at;
          targetStart = target;
          limit = Math.min(nextCut(at + type.blockBytes() - 1), at + chunkBytes);
          fitting = (limit - at) / type.blockBytes();
        }
        long taken = Math.min(fitting, blocks);
        long weights = taken * type.blockWeights();
        runs.add(new BlockRun(dequantizer, at - start, weights, target));
        at += taken * type.blockBytes();
        target += weights * dequantizer.format().bytes();
        end = at;
        targetEnd = target;
        blocks -= taken;
      }
    }

    void finish() {
      if (!runs.isEmpty()) {
        chunks.add(
            new Chunk(shard, start, end - start, targetStart, targetEnd - targetStart, runs));
        runs = new ArrayList<>();
      }
    }
  }
}
