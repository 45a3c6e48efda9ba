package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageKind;

/**
 * The kernels of STREAM (McCalpin, https://www.cs.virginia.edu/stream/), with a read beside them.
 * Each member of the team works on arrays that it touched itself, so that they lie near it, in huge
 * pages where there are any: with base pages, looking up addresses costs as much as a third.
 */
final class MemoryProbe implements Probe {
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  /** Values that a call of a kernel works on. */
  private static final int PIECE = 1 << 18;

  /** Pieces that are copied at once: enough for stores that pass the caches. */
  private static final int PIECES_OF_A_COPY = 8;

  private static final int ARRAYS = 4;

  private final CeilingKind kind;
  private final Conditions conditions;
  private final Team team;
  private final Operands[] arrays;

  /** The arrays of one member, and where sums go, so that no compiler leaves them out. */
  private static final class Operands {
    private final NativeMemory[] memory = new NativeMemory[ARRAYS];
    private final int pieces;

    @SuppressWarnings("unused")
    private long sum;

    Operands(int pieces) throws IOException {
      this.pieces = pieces;
      long bytes = pieces * (long) PIECE * Double.BYTES;
      try {
        for (int i = 0; i < ARRAYS; i++) {
          memory[i] = NativeMemory.allocate(bytes, PageKind.forBytes(bytes));
          memory[i].touch(0, bytes);
          fill(memory[i].segment(), i);
        }
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }

    private static void fill(MemorySegment all, double value) {
      for (long at = 0; at < all.byteSize(); at += (long) PIECE * Double.BYTES) {
        write(all, at, value);
      }
    }

    MemorySegment array(int index) {
      return memory[index].segment();
    }

    void close() {
      for (NativeMemory one : memory) {
        if (one != null) {
          one.close();
        }
      }
    }
  }

  /** The arrays of all members. */
  record Arrays(Operands[] members) implements AutoCloseable {
    /** Allocates so many members' arrays, all of them together about so many bytes. */
    static Arrays allocate(Team team, int members, long bytes) throws IOException {
      Arrays all = new Arrays(new Operands[members]);
      long pieces = bytes / ARRAYS / Double.BYTES / PIECE / members;
      try {
        team.run(
            members,
            member -> {
              all.members[member] = new Operands((int) Math.max(1, pieces));
              return pieces;
            });
        return all;
      } catch (IOException | RuntimeException e) {
        all.close();
        throw e;
      }
    }

    @Override
    public void close() {
      for (Operands one : members) {
        if (one != null) {
          one.close();
        }
      }
    }
  }

  MemoryProbe(CeilingKind kind, Team team, Arrays arrays) {
    this.kind = kind;
    this.conditions = Conditions.threads(arrays.members.length);
    this.team = team;
    this.arrays = arrays.members;
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
    return team.run(
        arrays.length,
        member -> {
          Operands all = arrays[member];
          int step = kind == CeilingKind.MEMORY_COPY ? PIECES_OF_A_COPY : 1;
          double done = 0;
          int piece = 0;
          do {
            int pieces = Math.min(step, all.pieces - piece);
            work(all, piece, pieces);
            done += pieces;
            piece = (piece + pieces) % all.pieces;
          } while (piece != 0 || System.nanoTime() < deadline);
          return done * PIECE * Double.BYTES * arraysMoved();
        });
  }

  private void work(Operands all, int piece, int pieces) {
    MemorySegment a = all.array(0);
    MemorySegment b = all.array(1);
    long from = piece * (long) PIECE * Double.BYTES;
    switch (kind) {
      case MEMORY_READ -> all.sum += sum(all.array(ARRAYS - 1), from);
      case MEMORY_WRITE -> write(a, from, piece);
      case MEMORY_COPY ->
          MemorySegment.copy(b, from, a, from, pieces * (long) PIECE * Double.BYTES);
      case MEMORY_TRIAD -> triad(a, b, all.array(2), from);
      default -> throw new IllegalStateException(kind + " is not of memory");
    }
  }

  private int arraysMoved() {
    return switch (kind) {
      case MEMORY_COPY -> 2;
      case MEMORY_TRIAD -> 3;
      default -> 1;
    };
  }

  /** Eight sums, since one would wait for each addition. */
  private static long sum(MemorySegment d, long from) {
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    long s3 = 0;
    long s4 = 0;
    long s5 = 0;
    long s6 = 0;
    long s7 = 0;
    for (int i = 0; i < PIECE; i += 8) {
      long at = from + 8L * i;
      s0 += d.get(LONG, at);
      s1 += d.get(LONG, at + 8);
      s2 += d.get(LONG, at + 16);
      s3 += d.get(LONG, at + 24);
      s4 += d.get(LONG, at + 32);
      s5 += d.get(LONG, at + 40);
      s6 += d.get(LONG, at + 48);
      s7 += d.get(LONG, at + 56);
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
  }

  private static void write(MemorySegment a, long from, double value) {
    for (int i = 0; i < PIECE; i++) {
      a.set(DOUBLE, from + 8L * i, value);
    }
  }

  private static void triad(MemorySegment a, MemorySegment b, MemorySegment c, long from) {
    double s = 3;
    for (int i = 0; i < PIECE; i++) {
      long at = from + 8L * i;
      a.set(DOUBLE, at, b.get(DOUBLE, at) + s * c.get(DOUBLE, at));
    }
  }
}
