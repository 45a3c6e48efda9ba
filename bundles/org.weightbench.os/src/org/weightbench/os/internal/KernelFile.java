package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.weightbench.os.Capability;

/** Files below /sys, /proc and the control groups, which hold a value and take one. */
public final class KernelFile {
  private static final String PROCESSES = "cgroup.procs";
  private static final int REMOVALS = 100;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private KernelFile() {}

  /** Whether a file that holds what {@code name} says can be read here. */
  public static Capability readable(String name, Path file) {
    if (Platform.current() == Platform.OTHER) {
      return Capability.unavailable(name, Platform.otherReason());
    }
    return Files.isReadable(file)
        ? Capability.available(name)
        : Capability.unavailable(name, file + " cannot be read");
  }

  /** The text without the white space around it. */
  public static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).trim();
  }

  /** The value: the word in brackets where the file lists what can be chosen, else the text. */
  public static String value(Path file) throws IOException {
    String text = text(file);
    int open = text.indexOf('[');
    int close = text.indexOf(']', open + 1);
    return open >= 0 && close > open ? text.substring(open + 1, close) : text;
  }

  /**
   * Sets a value by one write.
   *
   * @throws IOException that names file, value and the system's reason
   */
  public static void write(Path file, String value) throws IOException {
    try {
      Files.writeString(
          file,
          value,
          StandardCharsets.UTF_8,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException refused) {
      throw new IOException(
          "%s cannot be set to '%s': %s"
              .formatted(NativePath.quoted(file), value, reason(file, refused)),
          refused);
    }
  }

  /** Why a file could not be used, in a few words. */
  public static String reason(Path file, IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied (root is needed)";
      case NoSuchFileException _ -> "no such file";
      case FileSystemException specific when specific.getReason() != null -> specific.getReason();
      default -> String.valueOf(failure.getMessage()).replace(file + ": ", "");
    };
  }

  /**
   * Moves the processes of a control group to another and removes it. Ending processes leave late,
   * so it is tried again for a while.
   *
   * @param home the folder of the group that takes the processes
   */
  public static void removeGroup(Path folder, Path home) throws IOException {
    try (DirectoryStream<Path> below = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path child : below) {
        removeGroup(child, home);
      }
    }
    for (int tries = 1; ; tries++) {
      moveProcesses(folder, home);
      try {
        Files.deleteIfExists(folder);
        return;
      } catch (FileSystemException busy) {
        if (tries == REMOVALS) {
          throw new IOException(
              "control group %s cannot be removed: %s"
                  .formatted(NativePath.quoted(folder), reason(folder, busy)),
              busy);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void moveProcesses(Path folder, Path home) throws IOException {
    Path members = folder.resolve(PROCESSES);
    if (!Files.exists(members)) {
      return;
    }
    for (String process : Files.readAllLines(members)) {
      try {
        write(home.resolve(PROCESSES), process);
      } catch (IOException failure) {
        if (ProcessHandle.of(Long.parseLong(process)).isPresent()) {
          throw failure;
        }
      }
    }
  }

  /** Moves a process to a control group; 0 stands for the calling one. */
  public static void join(Path folder, long process) throws IOException {
    write(folder.resolve(PROCESSES), Long.toString(process));
  }
}
