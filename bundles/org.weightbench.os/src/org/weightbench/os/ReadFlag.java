package org.weightbench.os;

/** How a single read is to be done: preadv2(2). */
public enum ReadFlag {
  /**
   * Through the page cache, dropping afterwards what was brought in for it (RWF_DONTCACHE); Linux
   * 6.14 and later, on file systems that support it.
   */
  DONTCACHE(0x80);

  private final int code;

  ReadFlag(int code) {
    this.code = code;
  }

  static int codes(ReadFlag... flags) {
    int codes = 0;
    for (ReadFlag flag : flags) {
      codes |= flag.code;
    }
    return codes;
  }
}
