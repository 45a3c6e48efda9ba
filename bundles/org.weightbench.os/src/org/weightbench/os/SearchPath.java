package org.weightbench.os;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders in which programs are looked for.
 *
 * @param folders the first one that has a program counts
 */
public record SearchPath(List<Path> folders) {
  private static final String VARIABLE = "PATH";

  /** Keeps a copy. */
  public SearchPath {
    folders = List.copyOf(folders);
  }

  /** Returns that of this process's environment. */
  public static SearchPath ofEnvironment() {
    String folders = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
    return new SearchPath(Stream.of(folders.split(File.pathSeparator)).map(Path::of).toList());
  }

  /** Finds a program that may be executed. */
  public Optional<Path> find(String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Says why a program cannot be started, and what to do.
   *
   * @param program a path, or a name that is looked for in the folders
   * @return nothing when it is there and may be executed
   */
  public Optional<String> obstacle(String program) {
    if (!program.contains(File.separator)) {
      return find(program).isPresent()
          ? Optional.empty()
          : Optional.of(
              "no folder of PATH has a program '"
                  + program
                  + "'; install it or give its whole path");
    }
    if (!Files.exists(Path.of(program))) {
      return Optional.of(program + " does not exist; correct the path");
    }
    return Files.isExecutable(Path.of(program))
        ? Optional.empty()
        : Optional.of(program + " may not be executed; chmod +x allows it");
  }
}
