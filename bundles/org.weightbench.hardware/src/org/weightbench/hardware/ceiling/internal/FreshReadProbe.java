package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.hardware.ceiling.internal.ReadProbe.Order;
import org.weightbench.os.HostMemory;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageKind;

/**
 * Brings blocks of a file into memory that nobody has touched, as a load does: one thread makes it
 * present in steps, ahead of those that bring them.
 */
final class FreshReadProbe implements Probe {
  private static final long STEP_BYTES = 2L << 20;

  private final CeilingKind kind;
  private final Conditions conditions;
  private final Team team;
  private final Where where;
  private final Way way;

  /**
   * What a sample brings.
   *
   * @param before puts the page cache and the cursor where a sample begins
   * @param cursor where the next block begins
   * @param bytes of one sample at most; a multiple of the block and no more than the file has
   */
  record Where(ReadProbe.Before before, AtomicLong cursor, long bytes) {}

  /** How blocks come into memory. */
  @FunctionalInterface
  interface Way {
    /** Gets ready for the blocks from a position on. */
    Bringing begin(long first, long bytes) throws IOException;
  }

  /** Blocks on their way. */
  interface Bringing extends AutoCloseable {
    /** Brings what one reader gets of the blocks; returns the bytes. */
    double bring(int lane, Conditions conditions, Order order, Place place, long deadlineNanos)
        throws IOException;

    /** Returns what one more thread does meanwhile; most ways need nobody. */
    default Optional<Companion> companion() {
      return Optional.empty();
    }

    @Override
    default void close() throws IOException {
      // most ways hold nothing
    }
  }

  /** A thread beside the readers. */
  @FunctionalInterface
  interface Companion {
    /** Works until there is nothing to do or no reader is left. */
    void run(AtomicInteger readers) throws IOException;
  }

  /** Where a block of the file is delivered. */
  @FunctionalInterface
  interface Place {
    /** Returns memory for the block at a position, which is present. */
    MemorySegment of(long position) throws IOException;
  }

  FreshReadProbe(CeilingKind kind, Conditions conditions, Team team, Where where, Way way) {
    this.kind = kind;
    this.conditions = conditions;
    this.team = team;
    this.where = where;
    this.way = way;
  }

  @Override
  public CeilingKind kind() {
    return kind;
  }

  @Override
  public Conditions conditions() {
    return conditions;
  }

  @Override
  public Work sample(long nanos) throws IOException {
    where.before.prepare();
    long bytes = where.bytes;
    long block = conditions.blockBytes();
    long first = where.cursor.get();
    HostMemory.retake(bytes);
    try (NativeMemory memory = NativeMemory.allocate(bytes, PageKind.forBytes(bytes));
        Bringing bringing = way.begin(first, bytes)) {
      Order order = Order.once(where.cursor, first + bytes);
      Place place =
          position -> {
            memory.touch(position - first, block);
            return memory.segment().asSlice(position - first, block);
          };
      int readers = conditions.threads();
      AtomicInteger busy = new AtomicInteger(readers);
      List<Team.Helper> helpers = new ArrayList<>();
      helpers.add(() -> touch(memory, busy));
      bringing.companion().ifPresent(companion -> helpers.add(() -> companion.run(busy)));
      long deadline = System.nanoTime() + nanos;
      return team.run(
          readers,
          member -> {
            try {
              return bringing.bring(member, conditions, order, place, deadline);
            } finally {
              busy.decrementAndGet();
            }
          },
          helpers);
    }
  }

  private static void touch(NativeMemory memory, AtomicInteger busy) throws IOException {
    long bytes = memory.segment().byteSize();
    for (long at = 0; at < bytes && busy.get() > 0; at += STEP_BYTES) {
      memory.touch(at, Math.min(STEP_BYTES, bytes - at));
    }
  }
}
