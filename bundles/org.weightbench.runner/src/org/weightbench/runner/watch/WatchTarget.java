package org.weightbench.runner.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is watched. */
public sealed interface WatchTarget {
  /** What it is called, as on a command line. */
  String commandLine();

  /** The model that it seems to load; empty when none shows. */
  Optional<Path> model();

  /**
   * A command that is started.
   *
   * @param words the program and its arguments
   */
  record Command(List<String> words) implements WatchTarget {
    /** Copies the words. */
    public Command {
      words = List.copyOf(words);
    }

    @Override
    public String commandLine() {
      return words.stream()
          .map(word -> word.matches("[\\w./+,:@%={}-]+") ? word : "'" + word + "'")
          .collect(Collectors.joining(" "));
    }

    @Override
    public Optional<Path> model() {
      return words.stream()
          .skip(1)
          .map(word -> word.substring(word.indexOf('=') + 1))
          .filter(WatchTarget::isModelName)
          .map(Path::of)
          .filter(Files::isRegularFile)
          .findFirst();
    }
  }

  /**
   * A process that runs already.
   *
   * @param pid its number
   */
  record Running(long pid) implements WatchTarget {
    @Override
    public String commandLine() {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().commandLine())
          .map(line -> line.replace('\n', ' '))
          .orElse("process " + pid);
    }

    @Override
    public Optional<Path> model() {
      Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
      try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
        for (Path link : links) {
          Path file = Files.readSymbolicLink(link);
          if (isModelName(file.toString()) && Files.isRegularFile(file)) {
            return Optional.of(file);
          }
        }
        return mapped();
      } catch (IOException _) {
        // It has ended or belongs to another user: then no model shows.
        return Optional.empty();
      }
    }

    private Optional<Path> mapped() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps"))) {
        int slash = line.indexOf('/');
        if (slash >= 0
            && isModelName(line)
            && Files.isRegularFile(Path.of(line.substring(slash)))) {
          return Optional.of(Path.of(line.substring(slash)));
        }
      }
      return Optional.empty();
    }
  }

  private static boolean isModelName(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gguf");
  }
}
