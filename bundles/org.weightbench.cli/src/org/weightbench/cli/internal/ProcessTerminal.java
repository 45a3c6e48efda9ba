package org.weightbench.cli.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The terminal that this process was started from. */
final class ProcessTerminal implements Terminal {
  private static final int OUTPUT = 1;
  private static final int ERRORS = 2;
  private static final int MAX_COLUMNS = 10_000;

  @Override
  public boolean showsOutput() {
    return isTerminal(OUTPUT);
  }

  @Override
  public boolean showsErrors() {
    return isTerminal(ERRORS);
  }

  /** Asks {@code stty}, which every POSIX system has. */
  @Override
  public OptionalInt columns() {
    File device = new File("/dev/tty");
    if (!device.exists()) {
      return OptionalInt.empty();
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(device)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return columns(size.strip());
    } catch (IOException _) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt columns(String size) {
    String columns = size.substring(size.indexOf(' ') + 1);
    int count = columns.matches("\\d{1,5}") ? Integer.parseInt(columns) : 0;
    return count > 0 && count <= MAX_COLUMNS ? OptionalInt.of(count) : OptionalInt.empty();
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException _) {
        return false;
      }
    }
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }
}
