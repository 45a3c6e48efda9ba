package org.weightbench.load;

import java.util.Optional;
import org.weightbench.os.FileAdvice;
import org.weightbench.os.MemoryAdvice;

/** What a strategy tells the kernel about its coming use of the file. */
public enum Advice {
  /** Nothing: the kernel's own read-ahead. */
  NONE("none", FileAdvice.NORMAL, MemoryAdvice.NORMAL),
  /** Read far ahead. */
  SEQUENTIAL("sequential", FileAdvice.SEQUENTIAL, MemoryAdvice.SEQUENTIAL),
  /** Read nothing ahead. */
  RANDOM("random", FileAdvice.RANDOM, MemoryAdvice.RANDOM),
  /** Start reading each chunk before it is used. */
  WILLNEED("willneed", FileAdvice.WILLNEED, MemoryAdvice.WILLNEED);

  private final String label;
  private final FileAdvice forFile;
  private final MemoryAdvice forMemory;

  Advice(String label, FileAdvice forFile, MemoryAdvice forMemory) {
    this.label = label;
    this.forFile = forFile;
    this.forMemory = forMemory;
  }

  /** Returns the word used in definitions and tables, for example {@code sequential}. */
  public String label() {
    return label;
  }

  /** Returns the advice for posix_fadvise(2); empty when nothing is to be said. */
  public Optional<FileAdvice> forFile() {
    return this == NONE ? Optional.empty() : Optional.of(forFile);
  }

  /** Returns the advice for madvise(2); empty when nothing is to be said. */
  public Optional<MemoryAdvice> forMemory() {
    return this == NONE ? Optional.empty() : Optional.of(forMemory);
  }
}
