package org.weightbench.os.internal;

/** The kernel interfaces this bundle knows, with the constants that differ between them. */
public enum Platform {
  /** Linux on x86-64. */
  LINUX_X86_64(0x4000, 332, 237, 238),
  /** Linux on 64-bit ARM. */
  LINUX_AARCH64(0x10000, 291, 235, 237),
  /** Any other system; its constants are never used. */
  OTHER(0, 0, 0, 0);

  private final int openDirectFlag;
  private final long statxNumber;
  private final long mbindNumber;
  private final long setMempolicyNumber;

  Platform(int openDirectFlag, long statxNumber, long mbindNumber, long setMempolicyNumber) {
    this.openDirectFlag = openDirectFlag;
    this.statxNumber = statxNumber;
    this.mbindNumber = mbindNumber;
    this.setMempolicyNumber = setMempolicyNumber;
  }

  /** The platform that this Java runs on. */
  public static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /** The platform for the values of Java's {@code os.name} and {@code os.arch}. */
  public static Platform of(String osName, String osArch) {
    if (!osName.equals("Linux")) {
      return OTHER;
    }
    return switch (osArch) {
      case "amd64", "x86_64" -> LINUX_X86_64;
      case "aarch64" -> LINUX_AARCH64;
      default -> OTHER;
    };
  }

  /** Why nothing works on {@link #OTHER}, as a clause that follows 'because'. */
  public static String otherReason() {
    return "Linux on x86-64 or aarch64 is needed and this is %s on %s"
        .formatted(
            System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
  }

  /** O_DIRECT of open(2). */
  int openDirectFlag() {
    return openDirectFlag;
  }

  /** The system call number of statx. */
  long statxNumber() {
    return statxNumber;
  }

  /** The system call number of mbind. */
  long mbindNumber() {
    return mbindNumber;
  }

  /** The system call number of set_mempolicy. */
  long setMempolicyNumber() {
    return setMempolicyNumber;
  }
}
