package org.weightbench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.weightbench.gguf.Progress;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.Strategies;

/**
 * One load in a process of its own, whose peak of resident memory is held against the bar: the
 * whole of it, Java's own included. Java gets a small heap and gives back at once what its
 * compilers took, which would stay resident for nothing else.
 */
final class PeakMemory {
  private static final double MEBI = 1 << 20;
  private static final long ALLOWANCE_BYTES = 64L << 20;
  private static final int TRIM_MILLIS = 200;

  private PeakMemory() {}

  /** Loads the model of the first argument by the strategy of the second one. */
  public static void main(String[] arguments) throws IOException {
    long before = status("VmRSS:");
    LoadSettings settings =
        LoadSettings.of(
            Strategies.named(arguments[1]).orElseThrow(), Deliver.valueOf(arguments[2]));
    try (LoadedModel loaded = Loader.load(Path.of(arguments[0]), settings, Progress.NONE)) {
      long delivered = loaded.report().deliveredBytes();
      long allowed = delivered + ALLOWANCE_BYTES + settings.queueDepth() * settings.chunkBytes();
      long peak = status("VmHWM:");
      System.out.printf(
          Locale.ROOT,
          "%s %s: peak %.0f MiB = delivered + %.0f MiB, of %.0f MiB allowed beside it,"
              + " %.0f MiB there before: %s%n",
          arguments[1],
          settings.deliver().label(),
          peak / MEBI,
          (peak - delivered) / MEBI,
          (allowed - delivered) / MEBI,
          before / MEBI,
          peak <= allowed ? "held" : "MISSED");
    }
  }

  private static long status(String field) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(one -> one.startsWith(field))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D+", "")) << 10;
  }

  /** Returns the line that such a process prints. */
  static String inFreshProcess(Path model, String strategy, Deliver deliver) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx12m",
                    "-Xmn1m",
                    "-XX:TrimNativeHeapInterval=" + TRIM_MILLIS,
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-modules=jdk.incubator.vector",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PeakMemory.class.getName(),
                    model.toString(),
                    strategy,
                    deliver.name()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
