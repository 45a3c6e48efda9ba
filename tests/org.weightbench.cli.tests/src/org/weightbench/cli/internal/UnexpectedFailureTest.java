package org.weightbench.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.weightbench.cli.internal.command.Command;
import org.weightbench.cli.internal.command.CommandEntry;

final class UnexpectedFailureTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** A command with a mistake. */
  static final class Broken extends Command {
    Broken(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      throw new IllegalStateException("a bug");
    }
  }

  /** A command that writes something. */
  static final class Chatty extends Command {
    Chatty(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      console().out().println("something");
      return ExitCodes.DONE;
    }
  }

  @Test
  void aBugIsOneLineAndItsTraceIsInAFile() throws IOException {
    int code = run(OutputStream.nullOutputStream(), Map.of(), "broken");

    assertEquals(1, code);
    assertEquals(1, errors().lines().count(), errors());
    Matcher file = Pattern.compile("a bug; (\\S+\\.log) tells more").matcher(errors());
    assertTrue(file.find(), errors());
    Path log = Path.of(file.group(1));
    String trace = Files.readString(log);
    Files.delete(log);
    assertTrue(trace.startsWith("weightbench broken\n"), trace);
    assertTrue(trace.contains("\tat " + Broken.class.getName() + ".call"), trace);
  }

  @Test
  void debuggingShowsTheTraceAtOnce() {
    run(OutputStream.nullOutputStream(), Map.of(), "broken", "--debug");
    assertTrue(errors().contains("\tat " + Broken.class.getName() + ".call"), errors());
    err.reset();
    run(OutputStream.nullOutputStream(), Map.of("WEIGHTBENCH_DEBUG", "1"), "broken");
    assertTrue(errors().contains("\tat " + Broken.class.getName() + ".call"), errors());
  }

  @Test
  void outputThatIsLostIsAFailure() {
    assertEquals(1, run(failing("No space left on device"), Map.of(), "chatty"));
    assertEquals(
        "weightbench: the output could not be written: No space left on device\n", errors());
  }

  @Test
  void outputThatNobodyWantsIsNone() {
    assertEquals(0, run(failing("Broken pipe"), Map.of(), "chatty"));
    assertEquals("", errors());
  }

  private int run(OutputStream out, Map<String, String> environment, String... arguments) {
    Console console = Console.of(out, err, environment);
    return CommandInterpreter.run(
        arguments,
        console,
        List.of(
            new CommandEntry("broken", "Fails.", Broken::new),
            new CommandEntry("chatty", "Writes.", Chatty::new)));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
