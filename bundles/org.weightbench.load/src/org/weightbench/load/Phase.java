package org.weightbench.load;

/** A kind of work within a load. Phases of different threads overlap. */
public enum Phase {
  /** Opening the shards, reading and checking their headers, planning. */
  HEADER,
  /** Mapping the shards, or allocating the destination and touching its pages. */
  ALLOCATE,
  /** Reading file bytes into memory of this process. */
  READ,
  /** Making the pages of a mapping present, and letting go of those that were copied. */
  FAULT,
  /** Copying from a mapping to the destination. */
  COPY,
  /** Turning stored blocks into floats. */
  DEQUANTIZE,
  /** A consumer's use of layers that were handed over while the next ones were loaded. */
  CONSUME,
  /** Closing files and unmapping what the loaded model does not need; after the wall time ended. */
  RELEASE
}
