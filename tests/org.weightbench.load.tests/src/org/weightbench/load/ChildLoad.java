package org.weightbench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.weightbench.gguf.Progress;

/** Main of a process that loads a model and prints how it fared. */
final class ChildLoad {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ChildLoad() {}

  /** Loads and prints {@code peak BYTES} by which resident memory grew at most. */
  static final class Peak {
    private Peak() {}

    public static void main(String[] arguments) throws IOException {
      long before = status("VmRSS:");
      Loader.load(Path.of(arguments[0]), settings(arguments), Progress.NONE).close();
      System.out.println("peak " + (status("VmHWM:") - before));
    }
  }

  /**
   * Loads with so many bytes of address space left as the last argument says, prints the error, and
   * then {@code lives}.
   */
  static final class LittleRoom {
    private LittleRoom() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      long limit = status("VmSize:") + Long.parseLong(arguments[arguments.length - 1]);
      Process prlimit =
          new ProcessBuilder(
                  "prlimit", "--pid", "" + ProcessHandle.current().pid(), "--as=" + limit)
              .redirectErrorStream(true)
              .start();
      String problem = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (prlimit.waitFor() != 0) {
        System.out.println("no prlimit: " + problem.strip());
        return;
      }
      try {
        Loader.load(Path.of(arguments[0]), settings(arguments), Progress.NONE).close();
        System.out.println("loaded");
      } catch (LoadException e) {
        System.out.println(e.phase() + " " + e.getMessage());
      }
      Path folder = Path.of(arguments[0]).toAbsolutePath().getParent();
      System.out.println("holds " + ProcessState.holdsOn(folder));
      System.out.println("lives");
    }
  }

  /** Model, strategy, form, readers, dequantizers, chunk bytes, queue depth. */
  private static LoadSettings settings(String[] arguments) {
    return LoadSettings.of(
            Strategies.named(arguments[1]).orElseThrow(), Deliver.valueOf(arguments[2]))
        .withReadThreads(Integer.parseInt(arguments[3]))
        .withDequantizeThreads(Integer.parseInt(arguments[4]))
        .withChunkBytes(Long.parseLong(arguments[5]))
        .withQueueDepth(Integer.parseInt(arguments[6]));
  }

  private static long status(String field) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
        .sum();
  }
}
