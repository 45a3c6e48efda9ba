package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.HostMemory;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageKind;

/**
 * Makes fresh memory present in the steps and the kind of pages that a load's destination has. The
 * memory is kept until the end: pages that were just freed are faster than those a load gets.
 */
final class FreshProbe implements Probe, AutoCloseable {
  /** How many samples keep their memory at most. */
  static final int KEPT = 8;

  private static final long STEP_BYTES = 8L << 20;

  private final Conditions conditions;
  private final Team team;
  private final long bytes;
  private final List<NativeMemory> kept = new ArrayList<>();

  FreshProbe(Team team, int threads, long bytes) {
    this.conditions = Conditions.threads(threads);
    this.team = team;
    this.bytes = bytes / STEP_BYTES * STEP_BYTES;
  }

  @Override
  public CeilingKind kind() {
    return CeilingKind.MEMORY_FRESH;
  }

  @Override
  public Conditions conditions() {
    return conditions;
  }

  @Override
  public Work sample(long nanos) throws IOException {
    if (kept.size() == KEPT) {
      close();
    }
    HostMemory.retake(bytes);
    PageKind pages = PageKind.forBytes(bytes);
    NativeMemory memory = NativeMemory.allocate(bytes, pages);
    kept.add(memory);
    AtomicLong cursor = new AtomicLong();
    return team.run(
        conditions.threads(),
        _ -> {
          long done = 0;
          for (long at = cursor.getAndAdd(STEP_BYTES);
              at < bytes;
              at = cursor.getAndAdd(STEP_BYTES)) {
            memory.touch(at, STEP_BYTES);
            done += STEP_BYTES;
          }
          return done;
        });
  }

  @Override
  public void close() {
    kept.forEach(NativeMemory::close);
    kept.clear();
  }
}
