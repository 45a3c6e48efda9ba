package org.weightbench.runner.internal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

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
}
