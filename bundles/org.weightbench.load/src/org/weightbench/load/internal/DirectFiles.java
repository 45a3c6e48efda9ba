package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.weightbench.gguf.DisplayText;
import org.weightbench.os.Capability;
import org.weightbench.os.DirectAlignment;
import org.weightbench.os.Mount;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.UnavailableException;

/** Files that are read past the page cache. */
final class DirectFiles {
  private DirectFiles() {}

  /**
   * Returns the alignment of direct reads of a file, at least a page: requests within a page would
   * have to be split by the kernel.
   *
   * @throws UnavailableException when the file has no direct reads
   */
  static long alignmentBytes(Path modelFile) throws IOException {
    refuseMemoryFileSystem(modelFile);
    try (NativeFile file = NativeFile.open(modelFile, OpenMode.DIRECT)) {
      DirectAlignment alignment = file.directAlignment();
      return Math.max(
          Alignment.PAGE_BYTES, Math.max(alignment.memoryBytes(), alignment.offsetBytes()));
    }
  }

  /** Such a file system may take O_DIRECT, but there is no device below that could be read. */
  private static void refuseMemoryFileSystem(Path modelFile) throws IOException {
    Optional<String> inMemory =
        Mount.of(modelFile).map(Mount::type).filter(Set.of("tmpfs", "ramfs")::contains);
    if (inMemory.isPresent()) {
      throw new UnavailableException(
          Capability.unavailable(
              "direct reading of " + DisplayText.of(modelFile.toString()),
              "its file system (" + inMemory.get() + ") keeps files in the page cache itself"));
    }
  }
}
