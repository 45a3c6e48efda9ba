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
    NativeFile file = lanes.file(member);
    long block = conditions.blockBytes();
    MemorySegment buffer = lanes.buffer(member, block * conditions.queueDepth());
    long done = 0;
    try (IoUring ring = IoUring.open(conditions.queueDepth(), false)) {
      for (int slot = 0; slot < ring.depth(); slot++) {
        prepare(ring, file, buffer, slot);
      }
      while (ring.underWay() > 0) {
        ring.await(1);
        for (IoUring.Completion read = ring.poll(); read != null; read = ring.poll()) {
          done += bytes(read, file);
          if (System.nanoTime() < deadline) {
            prepare(ring, file, buffer, read.token());
          }
        }
      }
    }
    return done;
  }

  private void prepare(IoUring ring, NativeFile file, MemorySegment buffer, long slot) {
    long block = conditions.blockBytes();
    ring.prepareRead(file, buffer.asSlice(slot * block, block), order.next(block), slot);
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
