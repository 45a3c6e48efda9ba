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
}
