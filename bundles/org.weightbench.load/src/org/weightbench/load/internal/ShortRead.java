package org.weightbench.load.internal;

import java.io.EOFException;

/** Where to go on after a read that brought fewer bytes than were asked for. */
final class ShortRead {
  private ShortRead() {}

  /**
   * Returns the bytes that need not be read again: all when the end was reached, else a multiple of
   * the alignment.
   *
   * @param from file offset of the first byte asked for
   * @param done bytes that were there before the read
   * @param got bytes that it brought, 0 or less at the end of the file
   * @param end file offset after the last byte that is needed
   * @throws EOFException when the file ends before it
   */
  static long next(long from, long done, long got, long end, long alignment) throws EOFException {
    long reached = done + Math.max(got, 0);
    long next = from + reached >= end ? reached : Alignment.down(reached, alignment);
    if (next == done) {
      throw new EOFException(
          "the file ends at byte "
              + (from + reached)
              + ", expected tensor data up to byte "
              + end
              + "; it was cut after its header was read, or the disk failed");
    }
    return next;
  }
}
