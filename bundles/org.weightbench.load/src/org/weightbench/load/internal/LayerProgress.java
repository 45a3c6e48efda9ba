package org.weightbench.load.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.Chunk;
import org.weightbench.load.LayerGroup;
import org.weightbench.load.LayerReady;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.PlannedTensor;

/** Which groups of tensors are ready, and since when; usable from any thread. */
final class LayerProgress {
  private static final int NO_GROUP = -1;

  private final List<LayerGroup> groups;
  private final List<List<Extent>> extentsByShard = new ArrayList<>();
  private final AtomicLongArray missingBytes;
  private final long[] readyNanos;
  private boolean ended;

  private record Extent(long start, long end, int group) {}

  LayerProgress(LoadPlan plan) {
    groups = plan.groups();
    missingBytes = new AtomicLongArray(groups.size());
    readyNanos = new long[groups.size()];
    plan.shards().forEach(_ -> extentsByShard.add(new ArrayList<>()));
    for (int group = 0; group < groups.size(); group++) {
      missingBytes.set(group, groups.get(group).storedBytes());
      for (PlannedTensor tensor : groups.get(group).tensors()) {
        TensorInfo info = tensor.info();
        long end = info.fileOffset() + info.byteSize();
        extentsByShard.get(info.shard()).add(new Extent(info.fileOffset(), end, group));
      }
    }
    extentsByShard.forEach(extents -> extents.sort(Comparator.comparingLong(Extent::start)));
  }

  /** Returns the group to which the first tensor in a chunk belongs. */
  int groupOf(Chunk chunk) {
    List<Extent> extents = extentsByShard.get(chunk.shard());
    int first = firstEndingAfter(extents, chunk.fileOffset());
    return first < extents.size() ? extents.get(first).group : NO_GROUP;
  }

  /** Notes that what is made of a chunk lies in its place. */
  void done(Chunk chunk) {
    List<Extent> extents = extentsByShard.get(chunk.shard());
    for (int i = firstEndingAfter(extents, chunk.fileOffset()); i < extents.size(); i++) {
      Extent extent = extents.get(i);
      if (extent.start >= chunk.endOffset()) {
        return;
      }
      long bytes =
          Math.min(extent.end, chunk.endOffset()) - Math.max(extent.start, chunk.fileOffset());
      if (missingBytes.addAndGet(extent.group, -bytes) == 0) {
        ready(extent.group);
      }
    }
  }

  private static int firstEndingAfter(List<Extent> extents, long offset) {
    int low = 0;
    int high = extents.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (extents.get(middle).end > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private synchronized void ready(int group) {
    readyNanos[group] = System.nanoTime();
    notifyAll();
  }

  /** Lets nobody wait any longer, since no more will come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Waits until a group is ready, nothing more will come, or the time is over.
   *
   * @return whether the group is ready
   */
  synchronized boolean await(int group, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (missingBytes.get(group) != 0 && !ended) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return missingBytes.get(group) == 0;
  }

  /** Returns when each layer was ready; read when all are. */
  synchronized List<LayerReady> layersReady(long startNanos) {
    List<LayerReady> ready = new ArrayList<>();
    for (int i = 0; i < readyNanos.length; i++) {
      long nanos = readyNanos[i] - startNanos;
      groups.get(i).layer().ifPresent(layer -> ready.add(new LayerReady(layer, nanos)));
    }
    return ready;
  }
}
