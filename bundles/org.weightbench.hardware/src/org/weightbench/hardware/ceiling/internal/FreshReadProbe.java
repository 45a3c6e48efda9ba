package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.HostMemory;
import org.weightbench.os.NativeMemory;

/**
 * Reads blocks by pread(2) past the page cache into memory that nobody has touched, as a load does:
 * one thread makes it present in steps, ahead of the readers.
 */
final class FreshReadProbe implements Probe {
  private static final long STEP_BYTES = 2L << 20;

  private final Conditions conditions;
  private final Team team;
  private final Lanes lanes;
  private final AtomicLong start;
  private final long bytes;

  /**
   * Prepares; reads nothing yet.
   *
   * @param start where the next sample begins in the file; moved on by each one
   * @param bytes that one sample reads; a multiple of the block and no more than the file has
   */
  FreshReadProbe(Conditions conditions, Team team, Lanes lanes, AtomicLong start, long bytes) {
    this.conditions = conditions;
    this.team = team;
    this.lanes = lanes;
    this.start = start;
    this.bytes = bytes;
  }

  @Override
  public CeilingKind kind() {
    return CeilingKind.SEQUENTIAL_FRESH;
  }

  @Override
  public Conditions conditions() {
    return conditions;
  }

  @Override
  public Work sample(long nanos) throws IOException {
    HostMemory.claim(bytes);
    long first = start.getAndUpdate(at -> at + 2 * bytes > lanes.fileBytes() ? 0 : at + bytes);
    AtomicLong cursor = new AtomicLong();
    try (NativeMemory memory = NativeMemory.allocate(bytes, Lanes.pages(bytes))) {
      int readers = conditions.threads();
      return team.run(
          readers + 1,
          member -> member == readers ? touch(memory) : read(member, memory, first, cursor));
    }
  }

  private double touch(NativeMemory memory) throws IOException {
    for (long at = 0; at < bytes; at += STEP_BYTES) {
      memory.touch(at, Math.min(STEP_BYTES, bytes - at));
    }
    return 0;
  }

  private double read(int lane, NativeMemory memory, long first, AtomicLong cursor)
      throws IOException {
    long block = conditions.blockBytes();
    double done = 0;
    for (long at = cursor.getAndAdd(block); at < bytes; at = cursor.getAndAdd(block)) {
      memory.touch(at, block);
      MemorySegment place = memory.segment().asSlice(at, block);
      ReadProbe.readBlock(lanes.file(lane), place, first + at);
      done += block;
    }
    return done;
  }
}
