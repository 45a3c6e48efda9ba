package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings.Missing;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.hardware.ceiling.internal.FreshReadProbe.Way;
import org.weightbench.hardware.ceiling.internal.FreshReadProbe.Where;
import org.weightbench.os.Capability;
import org.weightbench.os.IoUring;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.ReadFlag;

/** Probes of every way in which loads bring a file into fresh memory, as far as there are any. */
final class FreshReads implements AutoCloseable {
  private static final long PAGE_BYTES = 4096;

  private static final List<CeilingKind> BUFFERED =
      List.of(
          CeilingKind.SEQUENTIAL_COLD_FRESH,
          CeilingKind.SEQUENTIAL_UNCACHED_FRESH,
          CeilingKind.FAULT_COLD_FRESH,
          CeilingKind.PREFETCH_COLD_FRESH,
          CeilingKind.POPULATE_COLD_FRESH);

  /** As loads have it, unless they are told otherwise. */
  private static final int DEPTH = 16;

  private final Target target;
  private final Team team;
  private final List<Integer> threads;
  private final long blockBytes;
  private final long bytes;
  private final List<Lanes> opened = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();

  private FreshReads(Target target, Team team, List<Integer> threads, long blockBytes, long bytes) {
    this.target = target;
    this.team = team;
    this.threads = threads;
    this.blockBytes = blockBytes;
    this.bytes = bytes;
  }

  /**
   * Prepares; reads nothing yet.
   *
   * @param threads numbers of readers, rising
   * @param bytes that a sample brings at most
   */
  static FreshReads open(
      Target target, Team team, List<Integer> threads, long blockBytes, long bytes)
      throws IOException {
    FreshReads reads = new FreshReads(target, team, threads, blockBytes, bytes);
    try {
      reads.addBuffered();
      reads.addDirect();
      return reads;
    } catch (IOException | RuntimeException e) {
      reads.close();
      throw e;
    }
  }

  List<Probe> probes() {
    return probes;
  }

  List<Missing> missing() {
    return missing;
  }

  private void addBuffered() throws IOException {
    Capability capability = NativeFile.capability(target.file(), OpenMode.BUFFERED);
    if (!capability.available()) {
      BUFFERED.forEach(kind -> has(capability, kind));
      return;
    }
    Lanes lanes = lanes(OpenMode.BUFFERED);
    NativeFile file = lanes.file(0);
    ColdRegion region = new ColdRegion(target, Files.size(target.file()), blockBytes);
    Where cold = new Where(region, region.cursor(), bytes);
    add(CeilingKind.SEQUENTIAL_COLD_FRESH, 1, cold, FreshWays.reading(lanes));
    addQueued(CeilingKind.SEQUENTIAL_COLD_FRESH, cold, FreshWays.queued(lanes));
    if (has(
        NativeFile.capability(target.file(), ReadFlag.DONTCACHE),
        CeilingKind.SEQUENTIAL_UNCACHED_FRESH)) {
      Way way = FreshWays.reading(lanes, ReadFlag.DONTCACHE);
      add(CeilingKind.SEQUENTIAL_UNCACHED_FRESH, 1, cold, way);
    }
    Way touched = FreshWays.mapped(file, MapProbe.Present.TOUCHED);
    add(CeilingKind.FAULT_COLD_FRESH, 0, cold, touched);
    add(CeilingKind.PREFETCH_COLD_FRESH, 0, cold, FreshWays.readAhead(file));
    if (has(MemoryAdvice.POPULATE_READ.capability(), CeilingKind.POPULATE_COLD_FRESH)) {
      Way populated = FreshWays.mapped(file, MapProbe.Present.POPULATED);
      add(CeilingKind.POPULATE_COLD_FRESH, 0, cold, populated);
    }
  }

  private void addDirect() throws IOException {
    if (has(NativeFile.capability(target.file(), OpenMode.DIRECT), CeilingKind.SEQUENTIAL_FRESH)) {
      Lanes lanes = lanes(OpenMode.DIRECT);
      long end = lanes.fileBytes();
      AtomicLong cursor = new AtomicLong();
      Where where =
          new Where(() -> cursor.updateAndGet(at -> at + bytes > end ? 0 : at), cursor, bytes);
      add(CeilingKind.SEQUENTIAL_FRESH, 1, where, FreshWays.reading(lanes));
      addQueued(CeilingKind.SEQUENTIAL_FRESH, where, FreshWays.queued(lanes));
    }
  }

  private Lanes lanes(OpenMode mode) throws IOException {
    Lanes lanes = Lanes.open(target.file(), mode, threads.getLast(), PAGE_BYTES);
    opened.add(lanes);
    return lanes;
  }

  private boolean has(Capability capability, CeilingKind kind) {
    if (!capability.available()) {
      missing.add(new Missing(kind, capability.reason()));
    }
    return capability.available();
  }

  private void add(CeilingKind kind, int depth, Where where, Way way) {
    for (int count : threads) {
      Conditions conditions = Conditions.requests(blockBytes, depth, count);
      probes.add(new FreshReadProbe(kind, conditions, team, where, way));
    }
  }

  private void addQueued(CeilingKind kind, Where where, Way way) {
    if (IoUring.capability().available()) {
      Conditions conditions = Conditions.requests(blockBytes, DEPTH, 1);
      probes.add(new FreshReadProbe(kind, conditions, team, where, way));
    }
  }

  @Override
  public void close() throws IOException {
    for (Lanes lanes : opened) {
      lanes.close();
    }
  }
}
