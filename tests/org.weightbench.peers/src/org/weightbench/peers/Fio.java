package org.weightbench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sequential direct reads of a whole file by fio, with io_uring and blocks of 1 MiB. */
final class Fio {
  private static final Pattern RUNTIME =
      Pattern.compile(
          "\"read\" : \\{.*?\"io_bytes\" : (\\d+).*?\"runtime\" : (\\d+)", Pattern.DOTALL);

  private Fio() {}

  /**
   * Returns the kind of memory that it reads into, as its option {@code mem} names it: what the
   * system property says, huge pages where some are reserved for it, since pages that do not lie
   * side by side split its requests.
   */
  static String memory() {
    return System.getProperty("org.weightbench.peers.fio.memory", "malloc");
  }

  /**
   * Reads a file.
   *
   * @param depth requests under way
   * @return the seconds that fio says it read for
   */
  static double seconds(Path file, int depth) throws IOException {
    Process process =
        new ProcessBuilder(
                "fio",
                "--name=sequential",
                "--filename=" + file,
                "--readonly",
                "--rw=read",
                "--direct=1",
                "--ioengine=io_uring",
                "--iodepth=" + depth,
                "--bs=1M",
                "--mem=" + memory(),
                "--invalidate=1",
                "--output-format=json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = RUNTIME.matcher(json);
    if (!matcher.find()) {
      throw new IOException("fio printed no read time (is it installed?): " + json);
    }
    return Long.parseLong(matcher.group(2)) / 1e3;
  }
}
