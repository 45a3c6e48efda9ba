package org.weightbench.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A disk of a test's own, whose settings it may change: a loop device with one mounted partition.
 * It needs root on Linux and skips the test elsewhere. Closing removes all of it.
 */
public final class LoopDevice implements AutoCloseable {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final long IMAGE_BYTES = 48L << 20;
  private static final long SECTOR_BYTES = 512;
  private static final long FIRST_SECTOR = 2048;

  private final Deque<List<String>> undo = new ArrayDeque<>();
  private final Path mounted;
  private final Path readAhead;

  private LoopDevice(Path folder) throws IOException {
    Path image = folder.resolve("disk.image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(IMAGE_BYTES);
    }
    mounted = Files.createDirectories(folder.resolve("mounted"));
    try {
      String loop = run("losetup", "--find", "--show", "--partscan", image.toString());
      undo.push(List.of("losetup", "--detach", loop));
      long sectors = IMAGE_BYTES / SECTOR_BYTES - FIRST_SECTOR;
      run("addpart", loop, "1", Long.toString(FIRST_SECTOR), Long.toString(sectors));
      undo.push(List.of("delpart", loop, "1"));
      run("mkfs.ext4", "-q", loop + "p1");
      run("mount", loop + "p1", mounted.toString());
      undo.push(List.of("umount", mounted.toString()));
      readAhead = Path.of("/sys/block", loop.substring("/dev/".length()), "queue", "read_ahead_kb");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Makes one.
   *
   * @param folder where its image and its mount point are made
   * @throws TestAbortedException where that takes more rights or tools than there are
   */
  public static LoopDevice partitioned(Path folder) throws IOException {
    if (!Files.exists(Path.of("/proc/self"))
        || !Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      throw new TestAbortedException("root on Linux is needed for a loop device");
    }
    return new LoopDevice(folder);
  }

  /** Returns the root of its file system. */
  public Path mounted() {
    return mounted;
  }

  /** Returns the file of the kernel that holds its read-ahead, KiB. */
  public Path readAheadFile() {
    return readAhead;
  }

  /** Returns its read-ahead in KiB, as the kernel writes it. */
  public String readAheadKib() throws IOException {
    return Files.readString(readAhead).strip();
  }

  private static String run(String... command) throws IOException {
    Ended ended = execute(List.of(command));
    if (ended.exitCode != 0) {
      throw new TestAbortedException(String.join(" ", command) + ": " + ended.output);
    }
    return ended.output;
  }

  private record Ended(int exitCode, String output) {}

  private static Ended execute(List<String> command) throws IOException {
    String program =
        FOLDERS.stream()
            .map(folder -> folder + "/" + command.getFirst())
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst()
            .orElseThrow(() -> new TestAbortedException(command.getFirst() + " is not installed"));
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
    builder.command().set(0, program);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.onExit().join().exitValue(), output.strip());
  }

  @Override
  public void close() throws IOException {
    while (!undo.isEmpty()) {
      List<String> command = undo.pop();
      Ended ended = execute(command);
      if (ended.exitCode != 0) {
        throw new IOException(String.join(" ", command) + ": " + ended.output);
      }
    }
  }
}
