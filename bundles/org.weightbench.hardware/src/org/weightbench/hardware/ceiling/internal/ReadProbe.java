package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.NativeFile;
import org.weightbench.os.ReadFlag;

/** Reads blocks by pread(2), each member of the team one at a time. */
final class ReadProbe implements Probe {
  private final CeilingKind kind;
  private final Conditions conditions;
  private final Team team;
  private final Lanes lanes;
  private final Before before;
  private final Order order;

  /** What puts the page cache into its state before a sample. */
  @FunctionalInterface
  interface Before {
    /** For reads that pass the page cache. */
    Before NOTHING = () -> {};

    void prepare() throws IOException;
  }

  /** Where the next block lies. */
  @FunctionalInterface
  interface Order {
    /** What follows the last block. */
    long END = -1;

    /** Returns the position of the next block, or {@link #END}. */
    long next(long blockBytes);

    /**
     * Has block after block done, until there is none or the deadline is over; returns the bytes.
     */
    default long each(long blockBytes, long deadlineNanos, BlockWork work) throws IOException {
      long done = 0;
      long position = next(blockBytes);
      while (position != END) {
        work.on(position);
        done += blockBytes;
        position = System.nanoTime() < deadlineNanos ? next(blockBytes) : END;
      }
      return done;
    }

    /** One block after the other, to the last whole one. */
    static Order once(AtomicLong cursor, long regionBytes) {
      return block -> {
        long at = cursor.getAndUpdate(old -> old + block > regionBytes ? old : old + block);
        return at + block > regionBytes ? END : at;
      };
    }

    /** One block after the other, from the start again after the last whole one. */
    static Order sequential(AtomicLong cursor, long regionBytes) {
      return block -> {
        long last = regionBytes / block * block - block;
        return cursor.getAndUpdate(at -> next(at, block, last)) / block * block % (last + block);
      };
    }

    private static long next(long at, long block, long last) {
      long aligned = at / block * block;
      return aligned >= last ? 0 : aligned + block;
    }

    /** Any whole block. */
    static Order random(long regionBytes) {
      return block -> ThreadLocalRandom.current().nextLong(regionBytes / block) * block;
    }
  }

  /** What is done with a block. */
  @FunctionalInterface
  interface BlockWork {
    void on(long position) throws IOException;
  }

  ReadProbe(
      CeilingKind kind, Conditions conditions, Team team, Lanes lanes, Before before, Order order) {
    this.kind = kind;
    this.conditions = conditions;
    this.team = team;
    this.lanes = lanes;
    this.before = before;
    this.order = order;
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
    before.prepare();
    long deadline = System.nanoTime() + nanos;
    return team.run(conditions.threads(), member -> read(member, deadline));
  }

  private double read(int member, long deadline) throws IOException {
    NativeFile file = lanes.file(member);
    long block = conditions.blockBytes();
    MemorySegment buffer = lanes.buffer(member, block);
    return order.each(block, deadline, position -> readBlock(file, buffer, position));
  }

  /** Reads one whole block of a file. */
  static void readBlock(NativeFile file, MemorySegment buffer, long position, ReadFlag... flags)
      throws IOException {
    long done = 0;
    while (done < buffer.byteSize()) {
      long got = file.read(buffer.asSlice(done), position + done, flags);
      if (got <= 0) {
        throw new IOException(
            file.path() + " became shorter while it was read, at byte " + (position + done));
      }
      done += got;
    }
  }
}
