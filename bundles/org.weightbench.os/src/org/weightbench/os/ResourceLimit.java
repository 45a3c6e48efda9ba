package org.weightbench.os;

import java.io.IOException;
import java.util.OptionalLong;
import org.weightbench.os.internal.Getrlimit;

/**
 * How much of a resource the system lets this process have: getrlimit(2).
 *
 * @param soft the limit in force; empty when there is none
 * @param hard what the process may raise it to; empty when there is no end
 */
public record ResourceLimit(OptionalLong soft, OptionalLong hard) {
  /** Whether limits can be read here. */
  public static Capability capability() {
    return Getrlimit.capability();
  }

  /**
   * RLIMIT_MEMLOCK: bytes of memory that may be locked or registered with a ring. It does not bind
   * a process with the capability CAP_IPC_LOCK, such as one of root.
   *
   * @throws UnavailableException when this system cannot say
   */
  public static ResourceLimit lockedMemoryBytes() throws IOException {
    return of(Getrlimit.LOCKED_MEMORY);
  }

  /**
   * RLIMIT_NOFILE: files that may be open at once.
   *
   * @throws UnavailableException when this system cannot say
   */
  public static ResourceLimit openFiles() throws IOException {
    return of(Getrlimit.OPEN_FILES);
  }

  private static ResourceLimit of(int resource) throws IOException {
    Getrlimit.Limits limits = Getrlimit.of(resource);
    return new ResourceLimit(limits.soft(), limits.hard());
  }
}
