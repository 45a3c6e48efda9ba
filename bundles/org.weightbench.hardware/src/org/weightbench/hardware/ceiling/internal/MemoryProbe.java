package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.util.Arrays;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;

/**
 * The kernels of STREAM (McCalpin, https://www.cs.virginia.edu/stream/), with a read beside them.
 * Each member of the team works on arrays that it allocated itself, so that they lie near it.
 */
final class MemoryProbe implements Probe {
  private static final int PIECE = 1 << 18;
  private static final int ARRAYS = 4;

  private final CeilingKind kind;
  private final Conditions conditions;
  private final Team team;
  private final Operands[] arrays;

  /** The arrays of one member, and where sums go, so that no compiler leaves them out. */
  static final class Operands {
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final long[] d;
    private long sum;

    Operands(int length) {
      a = new double[length];
      b = new double[length];
      c = new double[length];
      d = new long[length];
      Arrays.fill(b, 1);
      Arrays.fill(c, 2);
      Arrays.fill(d, 3);
    }
  }

  MemoryProbe(CeilingKind kind, Team team, Operands[] arrays) {
    this.kind = kind;
    this.conditions = Conditions.threads(arrays.length);
    this.team = team;
    this.arrays = arrays;
  }

  /** Allocates the arrays of so many members, all of them together so many bytes. */
  static Operands[] allocate(Team team, int members, long bytes) throws IOException {
    Operands[] all = new Operands[members];
    int length = (int) Math.min(Integer.MAX_VALUE - 8L, bytes / ARRAYS / Double.BYTES / members);
    team.run(
        members,
        member -> {
          all[member] = new Operands(length);
          return length;
        });
    return all;
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
          double done = 0;
          do {
            done += pass(arrays[member]);
          } while (System.nanoTime() < deadline);
          return done;
        });
  }

  private double pass(Operands all) {
    int length = all.a.length;
    for (int from = 0; from < length; from += PIECE) {
      int to = Math.min(length, from + PIECE);
      switch (kind) {
        case MEMORY_READ -> all.sum += sum(all.d, from, to);
        case MEMORY_WRITE -> Arrays.fill(all.a, from, to, from);
        case MEMORY_COPY -> System.arraycopy(all.b, from, all.a, from, to - from);
        case MEMORY_TRIAD -> triad(all.a, all.b, all.c, from, to);
        default -> throw new IllegalStateException(kind + " is not of memory");
      }
    }
    return (double) length * Double.BYTES * arraysMoved();
  }

  private int arraysMoved() {
    return switch (kind) {
      case MEMORY_COPY -> 2;
      case MEMORY_TRIAD -> 3;
      default -> 1;
    };
  }

  private static long sum(long[] d, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += d[i];
    }
    return sum;
  }

  private static void triad(double[] a, double[] b, double[] c, int from, int to) {
    double s = 3;
    for (int i = from; i < to; i++) {
      a[i] = b[i] + s * c[i];
    }
  }
}
