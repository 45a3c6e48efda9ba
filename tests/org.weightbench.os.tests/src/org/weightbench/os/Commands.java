package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * System commands that a test needs as root, and how to undo them. A command that this machine
 * lacks or forbids skips the test.
 */
final class Commands implements AutoCloseable {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private final Deque<String[]> undo = new ArrayDeque<>();

  Commands() throws IOException {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "root is needed");
  }

  /** Runs a command and returns its trimmed output. */
  String run(String... command) throws IOException {
    Result result = execute(command);
    assumeTrue(result.exit == 0, () -> String.join(" ", command) + ": " + result.output);
    return result.output;
  }

  /** Runs a command when this is closed, before those that were given earlier. */
  void undoWith(String... command) {
    undo.push(command);
  }

  private static Result execute(String... command) throws IOException {
    String[] absolute = command.clone();
    absolute[0] =
        FOLDERS.stream()
            .map(folder -> folder + "/" + command[0])
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst()
            .orElseGet(() -> abort(command[0] + " is not installed"));
    Process process = new ProcessBuilder(absolute).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.onExit().join().exitValue(), output.trim());
  }

  @Override
  public void close() throws IOException {
    while (!undo.isEmpty()) {
      Result result = execute(undo.pop());
      assertEquals(0, result.exit, result.output);
    }
  }

  private record Result(int exit, String output) {}
}
