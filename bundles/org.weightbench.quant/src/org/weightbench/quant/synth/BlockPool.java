package org.weightbench.quant.synth;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Quantizer;

/**
 * Really quantized Gaussian weights of one type and standard deviation, from which tensors are
 * drawn: pieces of {@value #PIECE_WEIGHTS} weights, at most {@value #MOST_PIECES}, which is 1 to 4
 * MiB for most types. Immutable once made, for use by any number of threads.
 */
final class BlockPool {
  /** Weights of a piece: a whole number of blocks of every type. */
  static final int PIECE_WEIGHTS = 256;

  private static final int MOST_PIECES = 1 << 13;

  private final MemorySegment pieces;
  private final int count;
  private final long pieceBytes;

  private BlockPool(MemorySegment pieces, int count, long pieceBytes) {
    this.pieces = pieces;
    this.count = count;
    this.pieceBytes = pieceBytes;
  }

  /**
   * Quantizes a pool.
   *
   * @param quantizer the type's quantizer
   * @param standardDeviation of the weights, whose mean is 0
   * @param weights number of weights that will be drawn: a small model gets a small pool
   * @param seed what the weights depend on, with type and deviation
   */
  static BlockPool quantized(
      Quantizer quantizer, float standardDeviation, long weights, long seed) {
    TensorType type = quantizer.type();
    long wanted = Math.clamp(weights / PIECE_WEIGHTS, 1, MOST_PIECES);
    int count = (int) Long.highestOneBit(wanted);
    long pieceBytes = type.bytesFor(PIECE_WEIGHTS);
    MemorySegment pieces = Arena.ofAuto().allocate(count * pieceBytes, 64);
    SplittableRandom random =
        new SplittableRandom(
            (seed * 31 + type.id()) * 31 + Float.floatToIntBits(standardDeviation));
    float[] floats = new float[PIECE_WEIGHTS];
    for (int piece = 0; piece < count; piece++) {
      for (int i = 0; i < PIECE_WEIGHTS; i++) {
        floats[i] = (float) (standardDeviation * random.nextGaussian());
      }
      quantizer.quantize(floats, 0, pieces, piece * pieceBytes, PIECE_WEIGHTS);
    }
    return new BlockPool(pieces, count, pieceBytes);
  }

  /** Returns an endless draw for one tensor. */
  Draw draw(SplittableRandom random) {
    return new Draw(random);
  }

  /**
   * Draws the pool's pieces pass by pass: in each pass every piece comes once, in an order of its
   * own (a random start and a random odd stride; the number of pieces is a power of two). So no
   * piece repeats within a pass, and whatever compresses the file finds no more than it would in
   * weights that were all quantized. For use by one thread.
   */
  final class Draw {
    private final SplittableRandom random;
    private int left;
    private int next;
    private int stride;

    private Draw(SplittableRandom random) {
      this.random = random;
    }

    /** Fills a range, whose last piece may be a part of one. */
    void fill(MemorySegment target, long bytes) {
      for (long done = 0; done < bytes; done += pieceBytes) {
        long length = Math.min(pieceBytes, bytes - done);
        MemorySegment.copy(pieces, nextPiece() * pieceBytes, target, done, length);
      }
    }

    private int nextPiece() {
      if (left == 0) {
        left = count;
        next = random.nextInt(count);
        stride = random.nextInt() | 1;
      }
      left--;
      int piece = next;
      next = next + stride & count - 1;
      return piece;
    }
  }
}
