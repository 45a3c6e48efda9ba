package org.weightbench.os;

import java.util.List;
import org.weightbench.os.internal.Cachestat;
import org.weightbench.os.internal.Fiemap;
import org.weightbench.os.internal.Fsync;
import org.weightbench.os.internal.Getrusage;
import org.weightbench.os.internal.HugePages;
import org.weightbench.os.internal.Madvise;
import org.weightbench.os.internal.Mincore;
import org.weightbench.os.internal.Mmap;
import org.weightbench.os.internal.Open;
import org.weightbench.os.internal.PosixFadvise;
import org.weightbench.os.internal.Pread;
import org.weightbench.os.internal.Preadv2;
import org.weightbench.os.internal.Readahead;
import org.weightbench.os.internal.Statx;

/** Everything this bundle can use of the operating system, and whether it can here. */
public final class Capabilities {
  private Capabilities() {}

  /** One entry for each facility, tried out now; it touches no file but /proc and /sys. */
  public static List<Capability> all() {
    return List.of(
        Open.capability(),
        Pread.capability(),
        Preadv2.capability(),
        Readahead.capability(),
        IoUring.capability(),
        Statx.capability(),
        Fsync.capability(),
        PosixFadvise.capability(),
        Mmap.capability(),
        Madvise.capability(),
        MemoryAdvice.POPULATE_READ.capability(),
        MemoryAdvice.POPULATE_WRITE.capability(),
        HugePages.capability(),
        Cachestat.capability(),
        Mincore.capability(),
        NumaPolicy.capability(),
        ResourceLimit.capability(),
        Getrusage.capability(),
        ProcessCounters.ioCapability(),
        Fiemap.capability(),
        Pressure.capability());
  }
}
