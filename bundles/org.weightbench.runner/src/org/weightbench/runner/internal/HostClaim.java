package org.weightbench.runner.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Sample.HostMemoryMeasurement;
import org.weightbench.os.HostMemory;

/** Takes the memory that a load will need from the virtual machine's host before it begins. */
final class HostClaim {
  private HostClaim() {}

  /**
   * Claims memory. To be called before the page cache is filled: huge pages that are claimed can
   * displace cached ones.
   *
   * @param bytes of the page cache and of what the load fills
   * @return what was claimed; null where nothing had to be
   * @throws IOException when memory is refused that the system calls free
   */
  static @Nullable HostMemoryMeasurement of(long bytes) throws IOException {
    long start = System.nanoTime();
    long claimed = HostMemory.claim(bytes);
    return claimed == 0 ? null : new HostMemoryMeasurement(claimed, System.nanoTime() - start);
  }
}
