package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.Mapping;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.NativeFile;

/**
 * Makes the pages of a fresh map present, block by block: by a touch of each page, or by having the
 * kernel populate the block. A map that is used up within a sample is made anew; making and
 * removing maps is not counted.
 */
final class MapProbe implements Probe {
  private final CeilingKind kind;
  private final Conditions conditions;
  private final Team team;
  private final NativeFile file;
  private final ReadProbe.Before before;
  private final Region region;
  private final Present present;

  /** How the pages of a block become present. */
  @FunctionalInterface
  interface Present {
    /** By touching each page. */
    Present TOUCHED = Mapping::touch;

    /** By MADV_POPULATE_READ. */
    Present POPULATED =
        (mapping, offset, length) -> mapping.advise(MemoryAdvice.POPULATE_READ, offset, length);

    void make(Mapping mapping, long offset, long length) throws IOException;
  }

  /**
   * What is mapped.
   *
   * @param start where the next sample begins; moved on by each one
   * @param bytes where it begins anew
   */
  record Region(AtomicLong start, long bytes) {
    static Region whole(long bytes) {
      return new Region(new AtomicLong(), bytes);
    }
  }

  MapProbe(
      CeilingKind kind,
      Conditions conditions,
      Team team,
      NativeFile file,
      ReadProbe.Before before,
      Region region,
      Present present) {
    this.kind = kind;
    this.conditions = conditions;
    this.team = team;
    this.file = file;
    this.before = before;
    this.region = region;
    this.present = present;
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
    Work all = Work.NONE;
    do {
      before.prepare();
      all = all.plus(pass(nanos - all.nanos()));
    } while (all.nanos() < nanos / 2);
    return all;
  }

  private Work pass(long nanos) throws IOException {
    try (Mapping mapping = file.map(0, region.bytes())) {
      AtomicLong cursor = region.start();
      cursor.updateAndGet(at -> at + conditions.blockBytes() > region.bytes() ? 0 : at);
      long deadline = System.nanoTime() + nanos;
      return team.run(conditions.threads(), _ -> make(mapping, cursor, deadline));
    }
  }

  private double make(Mapping mapping, AtomicLong cursor, long deadline) throws IOException {
    long block = conditions.blockBytes();
    return ReadProbe.Order.once(cursor, region.bytes())
        .each(block, deadline, position -> present.make(mapping, position, block));
  }
}
