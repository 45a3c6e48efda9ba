package org.weightbench.launching;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.FileLocator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The class path on which the runner runs outside of OSGi: its own bundle and every bundle that it
 * is wired to, directly or not, without those of the platform.
 */
public final class RunnerClassPath {
  /** Symbolic name of the runner. */
  public static final String RUNNER = "org.weightbench.runner";

  /** Found by a service loader rather than by a wire: it keeps the logging of libraries silent. */
  private static final String SILENT_LOGGING = "slf4j.nop";

  private static final List<String> CLASS_FOLDERS = List.of("target/classes", "bin");

  private RunnerClassPath() {}

  /**
   * Finds the class path.
   *
   * @param context any context of the framework in which the runner is installed
   * @return jars and class folders, the runner first
   * @throws CoreException when the runner is not installed or cannot be resolved
   */
  public static List<Path> of(BundleContext context) throws CoreException {
    Bundle runner = find(context, RUNNER).orElseThrow(() -> LaunchingStatus.noRunner(RUNNER));
    Set<Bundle> bundles = closure(runner);
    find(context, SILENT_LOGGING).ifPresent(bundles::add);
    Set<Path> paths = new LinkedHashSet<>();
    for (Bundle bundle : bundles) {
      paths.add(
          FileLocator.getBundleFileLocation(bundle)
              .map(File::toPath)
              .map(RunnerClassPath::classes)
              .orElseThrow(() -> LaunchingStatus.noRunner(bundle.getSymbolicName())));
    }
    return List.copyOf(paths);
  }

  private static Optional<Bundle> find(BundleContext context, String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .max((a, b) -> a.getVersion().compareTo(b.getVersion()));
  }

  private static Set<Bundle> closure(Bundle first) throws CoreException {
    Set<Bundle> closure = new LinkedHashSet<>();
    Deque<Bundle> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Bundle bundle = open.removeFirst();
      if (belongsToPlatform(bundle) || !closure.add(bundle)) {
        continue;
      }
      BundleWiring wiring = wiring(bundle);
      for (String namespace :
          Arrays.asList(PackageNamespace.PACKAGE_NAMESPACE, BundleNamespace.BUNDLE_NAMESPACE)) {
        for (BundleWire wire : wiring.getRequiredWires(namespace)) {
          open.addLast(wire.getProvider().getBundle());
        }
      }
    }
    return closure;
  }

  /** A bundle that nobody has used yet is resolved by asking it for a resource. */
  private static BundleWiring wiring(Bundle bundle) throws CoreException {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring == null) {
      bundle.getResource("META-INF/MANIFEST.MF");
      wiring = bundle.adapt(BundleWiring.class);
    }
    if (wiring == null) {
      throw LaunchingStatus.unresolvedRunner(bundle.getSymbolicName());
    }
    return wiring;
  }

  private static boolean belongsToPlatform(Bundle bundle) {
    return bundle.getBundleId() == 0 || bundle.getSymbolicName().startsWith("org.eclipse.");
  }

  private static Path classes(Path location) {
    return CLASS_FOLDERS.stream()
        .map(location::resolve)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(location);
  }
}
