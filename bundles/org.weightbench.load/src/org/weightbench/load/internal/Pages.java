package org.weightbench.load.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** Faults pages in by reading them. */
final class Pages {
  private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

  private Pages() {}

  /** Reads a byte of every page, opaquely so that no compiler leaves a read out. */
  static void touch(MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += Alignment.PAGE_BYTES) {
      BYTE.getOpaque(bytes, at);
    }
    BYTE.getOpaque(bytes, bytes.byteSize() - 1);
  }
}
