package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.weightbench.load.Deliver;
import org.weightbench.load.Strategy;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** What the strategies that map a file have in common. */
abstract class MappedStrategy implements Strategy {
  @Override
  public final Set<Deliver> delivers() {
    return EnumSet.allOf(Deliver.class);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A page, so that no two threads touch the same one.
   */
  @Override
  public final long alignmentBytes(Path modelFile) {
    return Alignment.PAGE_BYTES;
  }

  /** Maps the first page of a file, or fails with the reason. */
  static void tryMapping(Path modelFile) throws IOException {
    try (NativeFile file = NativeFile.open(modelFile, OpenMode.BUFFERED)) {
      if (file.size() > 0) {
        file.map(0, Math.min(file.size(), Alignment.PAGE_BYTES)).close();
      }
    }
  }
}
