package org.weightbench.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One bundle of the source tree.
 *
 * @param name the last segment of its symbolic name
 * @param folder where it lies in the source tree
 */
record Bundle(String name, Path folder) {
  /** Commas that separate packages, not those inside a quoted version range. */
  private static final Pattern SEPARATOR = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  static List<Bundle> all() throws IOException {
    Path bundles = Path.of(System.getProperty("org.weightbench.repository"), "bundles");
    try (Stream<Path> folders = Files.list(bundles)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("META-INF/MANIFEST.MF")))
          .map(folder -> new Bundle(House.bundleOf(folder.getFileName().toString()), folder))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    }
  }

  Path classFolder() {
    return folder.resolve("target/classes");
  }

  /** Tells whether there is something to compile, unlike in a bundle of documentation. */
  boolean hasSources() {
    return Files.isDirectory(folder.resolve("src"));
  }

  /** Tells whether there is nothing to compile or it was. */
  boolean isCompiled() throws IOException {
    if (!hasSources()) {
      return true;
    }
    try (Stream<Path> files = Files.walk(classFolder())) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Returns whether a class was read from this bundle's class folder. */
  boolean holds(JavaClass type) {
    return type.getSource()
        .map(source -> Path.of(source.getUri()).startsWith(classFolder()))
        .orElse(false);
  }

  /** Returns the packages that a header of the manifest names, without their attributes. */
  List<String> packages(String header) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("META-INF/MANIFEST.MF"))) {
      String value = new Manifest(in).getMainAttributes().getValue(header);
      return value == null
          ? List.of()
          : SEPARATOR
              .splitAsStream(value)
              .map(clause -> clause.replaceFirst(";.*", "").strip())
              .toList();
    }
  }
}
