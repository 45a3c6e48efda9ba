package org.weightbench.os;

/**
 * Whether one facility of the operating system can be used here.
 *
 * @param name the facility as a reader knows it, such as {@code cachestat}
 * @param available whether it can be used
 * @param reason why not, as a clause that follows 'because'; empty when available
 */
public record Capability(String name, boolean available, String reason) {
  /** The named facility can be used. */
  public static Capability available(String name) {
    return new Capability(name, true, "");
  }

  /** The named facility cannot be used, because of {@code reason}. */
  public static Capability unavailable(String name, String reason) {
    return new Capability(name, false, reason);
  }

  /**
   * Does nothing when available.
   *
   * @throws UnavailableException when not, with the reason
   */
  public void require() throws UnavailableException {
    if (!available) {
      throw new UnavailableException(this);
    }
  }
}
