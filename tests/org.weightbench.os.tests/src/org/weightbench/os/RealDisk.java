package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A temporary folder on a block device, for tests that a file system in memory would void. */
final class RealDisk implements AutoCloseable {
  private final Path folder;

  private RealDisk(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, or skips the running test with a message where there is no such disk. */
  static RealDisk open() throws IOException {
    assumeTrue(Capabilities.all().getFirst().available(), "these tests need Linux");
    List<Path> candidates =
        List.of(
            Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/tmp"), Path.of("target"));
    for (Path candidate : candidates) {
      if (Files.isWritable(candidate) && BlockDevice.of(candidate).isPresent()) {
        Path folder = Files.createTempDirectory(candidate, "weightbench-os");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new RealDisk(folder.toRealPath());
      }
    }
    return abort("no temporary folder lies on a block device: " + candidates);
  }

  Path folder() {
    return folder;
  }

  /** Makes a file of random bytes and returns them. */
  byte[] write(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Files.write(folder.resolve(name), content);
    return content;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Reads one byte of every page of a mapping and checks them against the file's content. */
  static void touch(Mapping mapping, byte[] content) {
    for (int at = 0; at < content.length; at += 4096) {
      assertEquals(content[at], mapping.segment().get(ValueLayout.JAVA_BYTE, at));
    }
  }

  /** The device that holds the folder. */
  BlockDevice device() throws IOException {
    Optional<BlockDevice> device = BlockDevice.of(folder);
    return device.orElseThrow();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
