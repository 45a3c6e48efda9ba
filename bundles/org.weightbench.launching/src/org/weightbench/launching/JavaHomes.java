package org.weightbench.launching;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;

/**
 * Where a Java for experiments may be. A home counts when its {@code release} file says a version
 * that is new enough and, where it lists modules, the one with vectors.
 *
 * @param candidates homes in the order in which they are tried
 */
public record JavaHomes(List<Path> candidates) {
  /** Oldest feature version that runs experiments. */
  public static final int FEATURE = 25;

  private static final List<String> EXECUTABLES = List.of("java", "java.exe");
  private static final String VECTORS = "jdk.incubator.vector";

  /** Copies the candidates. */
  public JavaHomes {
    candidates = List.copyOf(candidates);
  }

  /**
   * Returns the usual places: the Java that runs this, {@code JAVA_HOME}, the homes of the {@code
   * java} in {@code PATH}, then the JVM folders of the system.
   *
   * @param own home of the Java that runs this
   * @param environment environment variables
   */
  public static JavaHomes usual(Path own, Map<String, String> environment) {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(own);
    homes.addAll(named(environment.getOrDefault("JAVA_HOME", "")));
    homes.addAll(onPath(environment));
    homes.addAll(below(Path.of("/usr/lib/jvm"), ""));
    homes.addAll(below(Path.of("/Library/Java/JavaVirtualMachines"), "Contents/Home"));
    homes.addAll(below(Path.of("C:\\Program Files\\Java"), ""));
    homes.addAll(below(Path.of("C:\\Program Files\\Eclipse Adoptium"), ""));
    return new JavaHomes(List.copyOf(homes));
  }

  /**
   * Returns the {@code java} of the first home that counts.
   *
   * @throws CoreException when none does
   */
  public Path java() throws CoreException {
    for (Path home : candidates) {
      for (String name : EXECUTABLES) {
        Path executable = home.resolve("bin").resolve(name);
        if (Files.isExecutable(executable) && counts(home)) {
          return executable;
        }
      }
    }
    throw LaunchingStatus.noJava(FEATURE, VECTORS, candidates);
  }

  /**
   * Returns the {@code java} of one home.
   *
   * @throws CoreException when it does not count
   */
  public static Path java(Path home) throws CoreException {
    try {
      return new JavaHomes(List.of(home)).java();
    } catch (CoreException _) {
      throw LaunchingStatus.badJava(home, FEATURE, VECTORS);
    }
  }

  private static boolean counts(Path home) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException _) {
      return false;
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    String modules = release.getProperty("MODULES", VECTORS);
    return feature(version) >= FEATURE && modules.contains(VECTORS);
  }

  private static int feature(String version) {
    String first = version.split("[.\\-+]", 2)[0];
    return first.matches("\\d{1,4}") ? Integer.parseInt(first) : 0;
  }

  private static List<Path> below(Path folder, String inside) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().map(entry -> entry.resolve(inside)).toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  /** A {@code java} in PATH is often a link, of several steps, to the one in its home. */
  private static List<Path> onPath(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
        .flatMap(variable -> Stream.of(variable.getValue().split(File.pathSeparator)))
        .flatMap(folder -> named(folder).stream())
        .flatMap(folder -> EXECUTABLES.stream().map(folder::resolve))
        .filter(Files::isExecutable)
        .flatMap(executable -> homeOf(executable).stream())
        .toList();
  }

  /** Returns the home two folders above; empty where a link leads nowhere. */
  private static Optional<Path> homeOf(Path executable) {
    try {
      return Optional.ofNullable(executable.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static List<Path> named(String text) {
    try {
      return text.isBlank() ? List.of() : List.of(Path.of(text));
    } catch (InvalidPathException _) {
      return List.of();
    }
  }
}
