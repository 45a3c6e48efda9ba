package org.weightbench.load;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds, as /proc/self shows it. */
final class ProcessState {
  private static final Path SELF = Path.of("/proc/self");

  private ProcessState() {}

  static void assumeVisible() {
    assumeTrue(Files.isDirectory(SELF), "this system has no /proc/self to count descriptors in");
  }

  /** Returns how many descriptors and mappings of files below a folder there are. */
  static long holdsOn(Path folder) throws IOException {
    String prefix = folder.toRealPath().toString();
    long count =
        Files.readAllLines(SELF.resolve("maps")).stream()
            .filter(line -> line.contains(prefix))
            .count();
    List<Path> descriptors;
    try (Stream<Path> listing = Files.list(SELF.resolve("fd"))) {
      descriptors = listing.toList();
    }
    for (Path descriptor : descriptors) {
      if (Files.isSymbolicLink(descriptor)
          && Files.readSymbolicLink(descriptor).toString().startsWith(prefix)) {
        count++;
      }
    }
    return count;
  }

  /** Returns the bytes of writable private mappings that belong to no file. */
  static long anonymousBytes() throws IOException {
    long bytes = 0;
    for (String line : Files.readAllLines(SELF.resolve("maps"))) {
      String[] fields = line.split("\\s+");
      if (fields[1].equals("rw-p") && fields.length == 5) {
        String[] range = fields[0].split("-");
        bytes += Long.parseUnsignedLong(range[1], 16) - Long.parseUnsignedLong(range[0], 16);
      }
    }
    return bytes;
  }

  /** Returns how many threads of loads are alive. */
  static long loadThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("weightbench-load"))
        .count();
  }
}
