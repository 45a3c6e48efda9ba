package org.weightbench.os;

import java.io.IOException;

/** A facility was asked for that this machine, file system or Java does not offer. */
public final class UnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String reason;

  /** Says '{@code name} is not available here, because {@code reason}'. */
  public UnavailableException(Capability capability) {
    super(capability.name() + " is not available here, because " + capability.reason());
    name = capability.name();
    reason = capability.reason();
  }

  /** What is missing, and why. */
  public Capability capability() {
    return Capability.unavailable(name, reason);
  }
}
