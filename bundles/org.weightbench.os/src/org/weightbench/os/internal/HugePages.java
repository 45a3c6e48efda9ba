package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.weightbench.os.Capability;

/** Transparent huge pages, as /sys/kernel/mm/transparent_hugepage describes them. */
public final class HugePages {
  private static final String NAME = "transparent huge pages";
  private static final String SETTINGS = "/sys/kernel/mm/transparent_hugepage";
  private static final long USUAL_BYTES = 2L << 20;

  private HugePages() {}

  /** Whether memory can ask for them. */
  public static Capability capability() {
    if (!Mmap.capability().available()) {
      return Capability.unavailable(NAME, Mmap.capability().reason());
    }
    Path enabled = Path.of(SETTINGS, "enabled");
    if (!Files.exists(enabled)) {
      return Capability.unavailable(NAME, "this kernel was built without them");
    }
    try {
      return Files.readString(enabled).contains("[never]")
          ? Capability.unavailable(NAME, enabled + " is set to never")
          : Capability.available(NAME);
    } catch (IOException _) {
      return Capability.unavailable(NAME, enabled + " cannot be read");
    }
  }

  /** The bytes of a huge page; at least 2 MiB. */
  public static long bytes() throws IOException {
    Path size = Path.of(SETTINGS, "hpage_pmd_size");
    if (!Files.exists(size)) {
      return USUAL_BYTES;
    }
    return Math.max(USUAL_BYTES, Long.parseLong(Files.readString(size).trim()));
  }
}
