package org.weightbench.cli.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.weightbench.gguf.DisplayText;

/** Turns what can go wrong outside of this program into a sentence. */
final class UserMessages {

  private UserMessages() {}

  /** Returns the sentence for a failure that the user can do something about; empty for a bug. */
  static Optional<String> of(Throwable failure) {
    return switch (failure) {
      case CommandFailure told -> Optional.of(String.valueOf(told.getMessage()));
      case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case FileSystemException e -> Optional.of(fileSystem(e));
      case FileNotFoundException e -> Optional.of(plain(e));
      case IOException e when e.getMessage() != null -> Optional.of(plain(e));
      case InvalidPathException e ->
          Optional.of(DisplayText.of(e.getInput()) + " is no path: " + e.getReason());
      case OutOfMemoryError e ->
          Optional.of("there is not enough memory for this (" + e.getMessage() + ")");
      default -> Optional.empty();
    };
  }

  private static String fileSystem(FileSystemException e) {
    String file = DisplayText.of(String.valueOf(e.getFile()));
    return switch (e) {
      case NoSuchFileException _ -> file + " does not exist";
      case AccessDeniedException _ -> file + " cannot be accessed: permission denied";
      case FileAlreadyExistsException _ -> file + " exists already";
      case DirectoryNotEmptyException _ -> file + " is a folder that is not empty";
      case NotDirectoryException _ -> file + " is no folder";
      default -> {
        String reason = e.getReason();
        yield reason == null ? file + " cannot be used" : file + ": " + reason;
      }
    };
  }

  private static String plain(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
