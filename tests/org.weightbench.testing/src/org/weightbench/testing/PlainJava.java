package org.weightbench.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Starts main classes of the product in a plain JVM of their own, on a class path made of the
 * bundles that the running tests use, with the tests' own fragment; where the tests run without
 * OSGi, on their own class path.
 */
public final class PlainJava {
  private static final String SILENT_LOGGING = "slf4j.nop";

  private PlainJava() {}

  /**
   * How a process ended.
   *
   * @param exitCode its exit code, 128 and the signal when a signal ended it
   * @param out all it wrote to standard output
   * @param err all it wrote to standard error
   */
  public record Ended(int exitCode, String out, String err) {}

  /**
   * Starts a main class; its standard output is a pipe.
   *
   * @param main the class
   * @param standardError file that receives its standard error
   * @throws UncheckedIOException when it cannot be started
   */
  public static Process start(Class<?> main, Path standardError, List<String> arguments) {
    return start(main, main.getName(), standardError, arguments);
  }

  private static Process start(
      Class<?> user, String program, Path standardError, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(user).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            program));
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command).redirectError(standardError.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program, e);
    }
  }

  /**
   * Runs a main class to its end.
   *
   * @param scratch folder for its output
   * @throws UncheckedIOException when it cannot be run
   */
  public static Ended run(Class<?> main, Path scratch, List<String> arguments) {
    return run(main, main.getName(), scratch, arguments);
  }

  /**
   * Runs a Java source file to its end.
   *
   * @param source the file, which names a class with a main method
   * @param user a class of the bundle whose class path the program is to have
   * @param scratch folder for its output
   * @throws UncheckedIOException when it cannot be run
   */
  public static Ended runSource(Path source, Class<?> user, Path scratch, List<String> arguments) {
    return run(user, source.toString(), scratch, arguments);
  }

  private static Ended run(Class<?> user, String program, Path scratch, List<String> arguments) {
    try {
      Path standardError = Files.createTempFile(scratch, "standard-error", ".txt");
      Process process = start(user, program, standardError, arguments);
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      return new Ended(exitCode, out, Files.readString(standardError));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + program, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the test was interrupted", e);
    }
  }

  private static List<Path> classPath(Class<?> main) {
    Bundle bundle = FrameworkUtil.getBundle(main);
    if (bundle == null) {
      return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
          .map(Path::of)
          .toList();
    }
    Set<Bundle> bundles = new LinkedHashSet<>();
    Deque<Bundle> open = new ArrayDeque<>(List.of(bundle));
    for (BundleWire wire :
        bundle.adapt(BundleWiring.class).getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
      open.add(wire.getRequirer().getBundle());
    }
    for (Bundle installed : bundle.getBundleContext().getBundles()) {
      if (SILENT_LOGGING.equals(installed.getSymbolicName())) {
        open.add(installed);
      }
    }
    while (!open.isEmpty()) {
      Bundle next = open.remove();
      if (next.getBundleId() != 0 && bundles.add(next)) {
        BundleWiring wiring = next.adapt(BundleWiring.class);
        for (BundleWire wire : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
          open.add(wire.getProvider().getBundle());
        }
      }
    }
    Path installArea =
        Path.of(URI.create(bundle.getBundleContext().getProperty("osgi.install.area")));
    return bundles.stream().map(used -> file(used, installArea)).toList();
  }

  /** A location is a URL, whose path may be relative to the install area. */
  private static Path file(Bundle bundle, Path installArea) {
    String location = bundle.getLocation();
    int scheme = location.indexOf("file:");
    String text = scheme < 0 ? location : location.substring(scheme + "file:".length());
    Path file = installArea.resolve(text).normalize();
    if (!Files.exists(file)) {
      file = installArea.resolve(URLDecoder.decode(text, StandardCharsets.UTF_8)).normalize();
    }
    if (!Files.exists(file)) {
      throw new IllegalStateException("bundle " + bundle + " is not where it says: " + location);
    }
    Path classes = file.resolve("target/classes");
    return Files.isDirectory(classes) ? classes : file;
  }
}
