package org.weightbench.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the processes that have one of some files open or mapped, as far as this user may see them
 * ({@code /proc}); where there is no such folder it finds none. May be used by any thread.
 */
public final class FileUsers {
  private static final Path PROCESSES = Path.of("/proc");

  private final Set<String> files;

  private FileUsers(Set<String> files) {
    this.files = Set.copyOf(files);
  }

  /**
   * Looks for users of some files.
   *
   * @throws IOException when one of them is not there
   */
  public static FileUsers of(List<Path> files) throws IOException {
    Set<String> real = new HashSet<>();
    for (Path file : files) {
      real.add(file.toRealPath().toString());
    }
    return new FileUsers(real);
  }

  /**
   * Returns the processes that have a file open or mapped now, each as {@code name (pid)}, in the
   * order of these texts.
   *
   * @param own processes that are not looked at beside this one and the one that started it, which
   *     watches the files of its fork
   * @throws IOException when the folder of processes cannot be listed
   */
  public Set<String> others(Set<Long> own) throws IOException {
    Set<String> others = new TreeSet<>();
    if (!Files.isDirectory(PROCESSES)) {
      return others;
    }
    long self = ProcessHandle.current().pid();
    long runner = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(self);
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path process : processes) {
        String name = String.valueOf(process.getFileName());
        long pid = name.matches("\\d{1,18}") ? Long.parseLong(name) : self;
        if (pid != self
            && pid != runner
            && !own.contains(pid)
            && (opened(process) || mapped(process))) {
          others.add(name(process) + " (" + pid + ")");
        }
      }
    }
    return others;
  }

  private boolean opened(Path process) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (files.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      // The process has ended, or belongs to another user: nothing can be known of it.
      return false;
    }
  }

  private boolean mapped(Path process) {
    try (Stream<String> lines = Files.lines(process.resolve("maps"), StandardCharsets.UTF_8)) {
      return lines.anyMatch(line -> files.stream().anyMatch(file -> line.endsWith(" " + file)));
    } catch (IOException | UncheckedIOException _) {
      // As above.
      return false;
    }
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException _) {
      return "a process that has ended";
    }
  }
}
