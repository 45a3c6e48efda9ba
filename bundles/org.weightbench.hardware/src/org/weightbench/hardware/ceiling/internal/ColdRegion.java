package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.os.HostMemory;

/**
 * The file as cold samples go through it: each begins behind the last one, past what the kernel
 * read ahead, and the file is dropped from the page cache only when too little is left for another
 * sample. Samples then follow each other closely, which matters where storage gives more after a
 * pause. The page cache finds memory that the machine has, as in a load.
 */
final class ColdRegion implements ReadProbe.Before {
  private static final long GAP_BYTES = 32L << 20;
  private static final long LEAST_CLAIM_BYTES = 256L << 20;
  private static final long MOST_CLAIM_BYTES = 1L << 30;
  private static final int GAPS_OF_SMALL_FILE = 8;

  private final Target target;
  private final long bytes;
  private final long leastRoom;
  private final AtomicLong cursor = new AtomicLong();
  private boolean dropped;
  private long start;
  private long largest;

  /**
   * Creates the region; drops nothing yet.
   *
   * @param bytes of the file
   * @param largestBlock that a sample reads at once
   */
  ColdRegion(Target target, long bytes, long largestBlock) {
    this.target = target;
    this.bytes = bytes;
    this.leastRoom = largestBlock;
  }

  /** Returns where the next block begins. */
  AtomicLong cursor() {
    return cursor;
  }

  @Override
  public void prepare() throws IOException {
    largest = Math.max(largest, cursor.get() - start);
    long gap = Math.min(GAP_BYTES, bytes / GAPS_OF_SMALL_FILE);
    long next = Math.ceilDiv(cursor.get() + gap, leastRoom) * leastRoom;
    if (!dropped || next + Math.max(2 * largest, leastRoom) > bytes) {
      target.evict();
      dropped = true;
      next = 0;
    }
    long claim = Math.clamp(2 * largest, LEAST_CLAIM_BYTES, MOST_CLAIM_BYTES);
    HostMemory.retake(Math.min(claim, bytes));
    start = next;
    cursor.set(start);
  }
}
