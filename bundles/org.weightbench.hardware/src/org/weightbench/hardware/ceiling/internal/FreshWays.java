package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.hardware.ceiling.internal.FreshReadProbe.Bringing;
import org.weightbench.hardware.ceiling.internal.FreshReadProbe.Companion;
import org.weightbench.hardware.ceiling.internal.FreshReadProbe.Place;
import org.weightbench.hardware.ceiling.internal.FreshReadProbe.Way;
import org.weightbench.hardware.ceiling.internal.ReadProbe.Order;
import org.weightbench.os.FileAdvice;
import org.weightbench.os.Mapping;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.ReadFlag;

/** The ways in which loads bring a file into fresh memory. */
final class FreshWays {
  private static final long AHEAD_PIECE_BYTES = 1L << 20;
  private static final long AHEAD_BYTES = 64L << 20;
  private static final long POLL_NANOS = 20_000;

  private FreshWays() {}

  /** By pread(2), each reader one block at a time. */
  static Way reading(Lanes lanes, ReadFlag... flags) {
    return (_, _) ->
        (lane, conditions, order, place, deadline) ->
            order.each(
                conditions.blockBytes(),
                deadline,
                at -> ReadProbe.readBlock(lanes.file(lane), place.of(at), at, flags));
  }

  /** By io_uring, each reader as many blocks at a time as the depth says. */
  static Way queued(Lanes lanes) {
    return (_, _) ->
        (lane, conditions, order, place, deadline) ->
            RingProbe.read(lanes.file(lane), conditions, order, (_, at) -> place.of(at), deadline);
  }

  /** Through a mapping, out of which blocks are copied once they are present. */
  static Way mapped(NativeFile file, MapProbe.Present present) {
    return (_, _) -> new Mapped(file.map(0, file.size()), present);
  }

  /** The same, while one more thread reads the file a little ahead of the readers. */
  static Way readAhead(NativeFile file) {
    return (first, bytes) -> new Ahead(file, first, bytes);
  }

  private static double copy(
      Mapping mapping,
      MapProbe.Present present,
      Conditions conditions,
      Order order,
      Place place,
      long deadline)
      throws IOException {
    long block = conditions.blockBytes();
    return order.each(
        block,
        deadline,
        at -> {
          present.make(mapping, at, block);
          place.of(at).copyFrom(mapping.segment().asSlice(at, block));
          mapping.advise(MemoryAdvice.DONTNEED, at, block);
        });
  }

  private record Mapped(Mapping mapping, MapProbe.Present present) implements Bringing {
    @Override
    public double bring(int lane, Conditions conditions, Order order, Place place, long deadline)
        throws IOException {
      return copy(mapping, present, conditions, order, place, deadline);
    }

    @Override
    public void close() {
      mapping.close();
    }
  }

  private static final class Ahead implements Bringing {
    private final NativeFile file;
    private final Mapping mapping;
    private final long first;
    private final long bytes;
    private final AtomicLong touchedPieces = new AtomicLong();

    Ahead(NativeFile file, long first, long bytes) throws IOException {
      this.file = file;
      this.mapping = file.map(0, file.size());
      this.first = first;
      this.bytes = bytes;
    }

    @Override
    public double bring(int lane, Conditions conditions, Order order, Place place, long deadline)
        throws IOException {
      return copy(mapping, this::touch, conditions, order, place, deadline);
    }

    private void touch(Mapping all, long offset, long length) throws IOException {
      for (long at = 0; at < length; at += AHEAD_PIECE_BYTES) {
        all.touch(offset + at, Math.min(AHEAD_PIECE_BYTES, length - at));
        touchedPieces.incrementAndGet();
      }
    }

    @Override
    public Optional<Companion> companion() {
      return Optional.of(this::goAhead);
    }

    private void goAhead(AtomicInteger readers) throws IOException {
      try (NativeFile own = NativeFile.open(file.path(), OpenMode.BUFFERED);
          Arena arena = Arena.ofConfined()) {
        own.advise(FileAdvice.SEQUENTIAL, 0, 0);
        MemorySegment buffer = arena.allocate(AHEAD_PIECE_BYTES, AHEAD_PIECE_BYTES);
        for (long piece = 0; piece < bytes / AHEAD_PIECE_BYTES && readers.get() > 0; piece++) {
          while (readers.get() > 0
              && piece - touchedPieces.get() >= AHEAD_BYTES / AHEAD_PIECE_BYTES) {
            LockSupport.parkNanos(POLL_NANOS);
          }
          if (touchedPieces.get() <= piece) {
            own.read(buffer, first + piece * AHEAD_PIECE_BYTES);
          }
        }
      }
    }

    @Override
    public void close() {
      mapping.close();
    }
  }
}
