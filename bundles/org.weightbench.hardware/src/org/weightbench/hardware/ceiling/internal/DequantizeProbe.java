package org.weightbench.hardware.ceiling.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Random;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageKind;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.Quantizer;

/** Turns weights in memory into floats in memory, each member of the team its part of them. */
final class DequantizeProbe implements Probe {
  private static final int PIECE_WEIGHTS = 1 << 16;

  /** Of a stored weight: an F64 or I64. */
  private static final long WIDEST_BYTES = 8;

  private final Conditions conditions;
  private final Team team;
  private final Dequantizer dequantizer;
  private final Memory memory;

  /**
   * Memory that all probes share.
   *
   * @param source holds so many weights of the widest type
   * @param target takes so many floats
   * @param weights a multiple of 2^16
   */
  record Memory(NativeMemory source, NativeMemory target, long weights) implements AutoCloseable {
    static Memory allocate(long weights) throws IOException {
      long whole = weights / PIECE_WEIGHTS * PIECE_WEIGHTS;
      long widest = WIDEST_BYTES * whole;
      NativeMemory source = NativeMemory.allocate(widest, PageKind.forBytes(widest));
      try {
        NativeMemory target = NativeMemory.allocate(4 * whole, PageKind.forBytes(4 * whole));
        source.touch(0, widest);
        target.touch(0, 4 * whole);
        return new Memory(source, target, whole);
      } catch (IOException | RuntimeException e) {
        source.close();
        throw e;
      }
    }

    /** Fills the source with normally distributed weights, or random bits of types only read. */
    void fill(TensorType type) {
      long pieceBytes = type.bytesFor(PIECE_WEIGHTS);
      MemorySegment piece = source.segment().asSlice(0, pieceBytes);
      Random random = new Random(5);
      Optional<Quantizer> quantizer = Quantizer.of(type);
      if (quantizer.isPresent()) {
        float[] floats = new float[PIECE_WEIGHTS];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) random.nextGaussian();
        }
        quantizer.get().quantize(floats, 0, piece, 0, floats.length);
      } else {
        byte[] bits = new byte[Math.toIntExact(pieceBytes)];
        random.nextBytes(bits);
        piece.copyFrom(MemorySegment.ofArray(bits));
      }
      long all = type.bytesFor(weights);
      for (long at = pieceBytes; at < all; at += pieceBytes) {
        MemorySegment.copy(piece, 0, source.segment(), at, pieceBytes);
      }
    }

    @Override
    public void close() {
      source.close();
      target.close();
    }
  }

  /** The memory must hold weights of the dequantizer's type whenever a sample is taken. */
  DequantizeProbe(Team team, Dequantizer dequantizer, int threads, Memory memory) {
    this.conditions =
        Conditions.weights(dequantizer.type().name(), dequantizer.format().name(), threads);
    this.team = team;
    this.dequantizer = dequantizer;
    this.memory = memory;
  }

  @Override
  public CeilingKind kind() {
    return CeilingKind.DEQUANTIZE;
  }

  @Override
  public Conditions conditions() {
    return conditions;
  }

  @Override
  public Work sample(long nanos) throws IOException {
    long deadline = System.nanoTime() + nanos;
    long pieces = memory.weights() / PIECE_WEIGHTS;
    int threads = conditions.threads();
    return team.run(
        threads,
        member -> {
          long first = pieces * member / threads;
          long own = Math.max(1, pieces * (member + 1) / threads - first);
          long done = 0;
          do {
            dequantize((first + done % own) * PIECE_WEIGHTS);
            done++;
          } while (System.nanoTime() < deadline);
          return done * PIECE_WEIGHTS;
        });
  }

  private void dequantize(long firstWeight) {
    dequantizer.dequantize(
        memory.source().segment(),
        dequantizer.type().bytesFor(firstWeight),
        memory.target().segment(),
        firstWeight * dequantizer.format().bytes(),
        PIECE_WEIGHTS);
  }
}
