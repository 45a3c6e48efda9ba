package org.weightbench.runner.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.weightbench.os.SearchPath;

/** Makes one sentence of an exception, for people. */
public final class Explain {
  private Explain() {}

  /** Returns the sentence. */
  public static String message(Throwable failure) {
    String text = Optional.ofNullable(failure.getMessage()).orElse("");
    return switch (failure) {
      case NoSuchFileException _ -> text + " does not exist";
      case AccessDeniedException _ -> text + " cannot be accessed: permission denied";
      case FileSystemException refused ->
          refused.getReason() == null
              ? text + " (" + failure.getClass().getSimpleName() + ")"
              : text;
      case OutOfMemoryError _ -> "out of memory: " + text;
      default -> text.isEmpty() ? failure.getClass().getSimpleName() : text;
    };
  }

  /**
   * Says why a command could not be started, and what to do.
   *
   * @param program its first word: a path, or the name of a program on the search path
   * @param refused what the start ended with
   */
  public static String notStarted(String program, IOException refused) {
    return "the command cannot be started: "
        + (program.contains(File.separator)
            ? noSuchFile(Path.of(program)).orElseGet(() -> message(refused))
            : noSuchProgram(program).orElseGet(() -> message(refused)));
  }

  private static Optional<String> noSuchFile(Path program) {
    if (!Files.exists(program)) {
      return Optional.of(program + " does not exist; correct the path");
    }
    return Files.isExecutable(program)
        ? Optional.empty()
        : Optional.of(program + " may not be executed; chmod +x allows it");
  }

  private static Optional<String> noSuchProgram(String program) {
    return SearchPath.ofEnvironment().find(program).isPresent()
        ? Optional.empty()
        : Optional.of(
            "no folder of PATH has a program '" + program + "'; install it or give its whole path");
  }
}
