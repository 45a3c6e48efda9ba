package org.weightbench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.weightbench.os.Capability;

/**
 * A way in which bytes come from a file to memory. Strategies are stateless values: what a load
 * needs lives in the {@link ChunkSource} that it opens. A new strategy is one class and one line in
 * {@link Strategies}.
 */
public interface Strategy {
  /** Returns the name used in definitions and tables, for example {@code direct}. */
  String name();

  /** Returns one sentence for people on what this strategy does. */
  String summary();

  /** Returns the forms in which this strategy can hand over tensors. */
  default Set<Deliver> delivers() {
    return Deliver.inMemory();
  }

  /** Returns the advice that this strategy can give to the kernel. */
  default Set<Advice> advices() {
    return EnumSet.of(Advice.NONE);
  }

  /** Returns whether this strategy has a submission queue that a kernel thread can poll. */
  default boolean polls() {
    return false;
  }

  /** Returns whether the kernel's read-ahead has a part in its reads. */
  default boolean readsAhead() {
    return true;
  }

  /** Returns why a form that is not in {@link #delivers()} cannot be, as half a sentence. */
  default String refusal(Deliver deliver) {
    return deliver.label() + " tensors lie in a mapping, and this strategy does not map the file";
  }

  /**
   * Returns whether this strategy can run on this system and on this file. Opens the file, reads
   * nothing from it.
   */
  Capability availability(Path modelFile);

  /**
   * Returns the bytes by which file offsets and memory addresses of its requests must be aligned, a
   * power of two; 1 when it does not matter.
   *
   * @throws IOException when the file does not exist or this strategy is not available on it
   */
  long alignmentBytes(Path modelFile) throws IOException;

  /**
   * Opens the shards of a plan for reading.
   *
   * @throws IOException when the system refuses; there is no fallback to another way
   */
  ChunkSource open(LoadPlan plan) throws IOException;
}
