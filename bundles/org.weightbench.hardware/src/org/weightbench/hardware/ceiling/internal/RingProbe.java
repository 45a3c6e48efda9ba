package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.hardware.ceiling.internal.ReadProbe.Order;
import org.weightbench.os.IoUring;
import org.weightbench.os.NativeFile;

/** Reads blocks by io_uring, each member of the team so many at a time as the depth says. */
final class RingProbe implements Probe {
  private final CeilingKind kind;
  private final Conditions conditions;
  private final Team team;
  private final Lanes lanes;
  private final Order order;

  /** The lanes' buffers must hold as many blocks as the depth says. */
  RingProbe(CeilingKind kind, Conditions conditions, Team team, Lanes lanes, Order order) {
    this.kind = kind;
    this.conditions = conditions;
    this.team = team;
    this.lanes = lanes;
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
    long deadline = System.nanoTime() + nanos;
    return team.run(conditions.threads(), member -> read(member, deadline));
  }

  private double read(int member, long deadline) throws IOException {
    long block = conditions.blockBytes();
    MemorySegment buffer = lanes.buffer(member, block * conditions.queueDepth());
    return read(
        lanes.file(member),
        conditions,
        order,
        (slot, _) -> buffer.asSlice(slot * block, block),
        deadline);
  }

  /** Where a block is read to. */
  @FunctionalInterface
  interface Place {
    /**
     * Returns memory for a block.
     *
     * @param slot under way at a time is one block in each slot
     * @param position of the block in the file
     */
    MemorySegment of(long slot, long position) throws IOException;
  }

  /**
   * Reads blocks until there is none or the deadline is over; returns the bytes. Hands over one by
   * one while little is under way, and then in larger and larger batches.
   */
  static double read(
      NativeFile file, Conditions conditions, Order order, Place place, long deadlineNanos)
      throws IOException {
    long done = 0;
    try (IoUring ring = IoUring.open(conditions.queueDepth(), false)) {
      Slots slots = new Slots(ring, file, conditions.blockBytes(), order, place);
      boolean more = true;
      for (int slot = 0; slot < ring.depth() && more; slot++) {
        more = slots.fill(slot);
      }
      while (ring.underWay() > 0) {
        ring.await(1);
        for (IoUring.Completion read = ring.poll(); read != null; read = ring.poll()) {
          done += bytes(read, file);
          more = more && System.nanoTime() < deadlineNanos && slots.fill(read.token());
        }
      }
    }
    return done;
  }

  private record Slots(IoUring ring, NativeFile file, long blockBytes, Order order, Place place) {
    /** Returns whether there was another block. */
    boolean fill(long slot) throws IOException {
      long position = order.next(blockBytes);
      if (position == Order.END) {
        return false;
      }
      ring.prepareRead(file, place.of(slot, position), position, slot);
      if (ring.unsubmitted() * 4 >= ring.underWay()) {
        ring.submit();
      }
      return true;
    }
  }

  private static long bytes(IoUring.Completion read, NativeFile file) throws IOException {
    if (read.result() <= 0) {
      throw new IOException(
          "a read of %s by io_uring answered %d, expected bytes"
              .formatted(file.path(), read.result()));
    }
    return read.result();
  }
}
