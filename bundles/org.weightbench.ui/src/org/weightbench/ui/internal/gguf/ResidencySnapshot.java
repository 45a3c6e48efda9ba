package org.weightbench.ui.internal.gguf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.SubMonitor;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;
import org.weightbench.os.ResidencyMap;

/**
 * What the page cache held of a model's files at one moment.
 *
 * @param files one entry for each shard, in their order
 */
record ResidencySnapshot(List<FileResidency> files) {
  private static final int CELLS = 4096;
  private static final int LEAST_CELLS = 64;
  private static final int STEPS = 1000;

  /**
   * What it held of one file.
   *
   * @param shard the file
   * @param map its parts
   */
  record FileResidency(GgufDocument.Shard shard, ResidencyMap map) {
    /** Returns the residency of the whole file. */
    Residency total() {
      return map.total();
    }

    /** Returns the bytes in the page cache; 0 where that is unknown. */
    long residentBytes() {
      Residency total = total();
      return total.known() ? Math.round(total.fraction() * shard.bytes()) : 0;
    }
  }

  /** Copies the files. */
  ResidencySnapshot {
    files = List.copyOf(files);
  }

  /** Returns the residency of all files together. */
  Residency total() {
    return files.stream()
        .map(FileResidency::total)
        .reduce(Residency::plus)
        .orElse(new Residency(0, 0, Residency.UNKNOWN));
  }

  /** Measures. It asks the system: call it in a job. */
  static ResidencySnapshot measure(List<GgufDocument.Shard> shards) throws IOException {
    int cells = Math.max(LEAST_CELLS, CELLS / Math.max(1, shards.size()));
    List<FileResidency> files = new ArrayList<>();
    for (GgufDocument.Shard shard : shards) {
      files.add(new FileResidency(shard, PageCache.map(shard.path(), cells)));
    }
    return new ResidencySnapshot(files);
  }

  /** Reads all files into the page cache, as far as it holds them, and measures. */
  static ResidencySnapshot warm(List<GgufDocument.Shard> shards, SubMonitor monitor)
      throws IOException {
    monitor.setWorkRemaining(shards.size() * STEPS);
    for (GgufDocument.Shard shard : shards) {
      SubMonitor one = monitor.split(STEPS).setWorkRemaining(STEPS);
      PageCache.warm(
          shard.path(),
          (done, total) -> {
            one.setWorkRemaining((int) (STEPS - STEPS * done / Math.max(1, total)));
            return !one.isCanceled();
          });
    }
    return measure(shards);
  }

  /** Drops all files from the page cache, as far as nobody has them mapped, and measures. */
  static ResidencySnapshot evict(List<GgufDocument.Shard> shards, SubMonitor monitor)
      throws IOException {
    monitor.setWorkRemaining(shards.size());
    for (GgufDocument.Shard shard : shards) {
      PageCache.evict(shard.path());
      monitor.split(1);
    }
    return measure(shards);
  }
}
