package org.weightbench.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.weightbench.os.internal.Platform;

/**
 * A scope of systemd's user manager whose processes have limited memory and no swap: the way to
 * such a control group for users who may not make one (systemd-run(1),
 * systemd.resource-control(5)). A command starts within it and ends with it, so that nothing has to
 * be undone; unlike in a {@link ControlGroup}, all memory of the process counts, also what it used
 * before it loads anything.
 *
 * @param program the systemd-run program
 */
public record MemoryScope(Path program) {
  private static final String NAME = "a systemd scope with limited memory";
  private static final String PROGRAM = "systemd-run";
  private static final long TRIAL_BYTES = 64 << 20;
  private static final long PATIENCE_SECONDS = 10;

  /**
   * Finds the program and has it run one that does nothing.
   *
   * @throws UnavailableException when that fails, with the reason
   */
  public static MemoryScope find() throws UnavailableException {
    if (Platform.current() == Platform.OTHER) {
      throw unavailable(Platform.otherReason());
    }
    return find(SearchPath.ofEnvironment());
  }

  static MemoryScope find(SearchPath path) throws UnavailableException {
    MemoryScope scope =
        path.find(PROGRAM)
            .map(MemoryScope::new)
            .orElseThrow(() -> unavailable("no folder of PATH has " + PROGRAM));
    try {
      scope.tryOut();
    } catch (IOException failure) {
      throw unavailable(String.valueOf(failure.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unavailable("the trial was interrupted");
    }
    return scope;
  }

  private void tryOut() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(TRIAL_BYTES, List.of("true"))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          program
              + " did not answer within "
              + PATIENCE_SECONDS
              + " s, as it does without systemd");
    }
    if (process.exitValue() != 0) {
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      throw new IOException(
          program
              + " failed: "
              + (said.isEmpty()
                  ? "exit code " + process.exitValue()
                  : said.lines().findFirst().orElseThrow()));
    }
  }

  private static UnavailableException unavailable(String reason) {
    return new UnavailableException(Capability.unavailable(NAME, reason));
  }

  /**
   * Returns the command that becomes another one within a scope of its own.
   *
   * @param memoryBytes memory that the scope may use, page cache included
   */
  public List<String> command(long memoryBytes, List<String> command) {
    List<String> scoped =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--user",
                "--scope",
                "--quiet",
                "--collect",
                "--property=MemoryMax=" + memoryBytes,
                "--property=MemorySwapMax=0",
                "--"));
    scoped.addAll(command);
    return scoped;
  }
}
