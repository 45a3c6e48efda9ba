package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out why a page of a mapped file cannot be read (SIGBUS, an InternalError in Java). */
final class LostPage {
  private LostPage() {}

  /**
   * Returns the reason, as a sentence: the file was cut, or the disk failed.
   *
   * @param expectedBytes the length that the file should have at least
   */
  static String reason(Path file, long expectedBytes) {
    try {
      long size = Files.size(file);
      if (size < expectedBytes) {
        return "the file has "
            + size
            + " bytes, expected "
            + expectedBytes
            + "; it was cut while it was mapped";
      }
    } catch (IOException e) {
      return "a mapped page cannot be read, and neither can the file's size: " + e.getMessage();
    }
    return "a mapped page cannot be read; the disk failed, see the kernel's log";
  }
}
