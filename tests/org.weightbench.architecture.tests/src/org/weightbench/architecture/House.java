package org.weightbench.architecture;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which bundle may import which, by the last segment of their names. */
final class House {
  static final String ROOT = "org.weightbench.";

  /** Only these may know the Eclipse platform. */
  static final Set<String> WORKBENCH_BUNDLES = Set.of("launching", "ui", "doc");

  /** What a bundle may import; what that one may import is included. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          entry("os", Set.of()),
          entry("gguf", Set.of()),
          entry("quant", Set.of("gguf")),
          entry("load", Set.of("os", "gguf", "quant")),
          entry("hardware", Set.of("os", "quant")),
          entry("experiment", Set.of("gguf", "load", "hardware")),
          entry("analysis", Set.of("experiment")),
          entry("tuning", Set.of("analysis", "os")),
          entry("runner", Set.of("analysis")),
          entry("charts", Set.of("analysis")),
          entry("cli", Set.of("runner", "charts", "tuning")),
          entry("launching", Set.of("experiment")),
          entry("ui", Set.of("launching", "charts", "tuning")),
          entry("doc", Set.of()));

  private House() {}

  static Set<String> bundles() {
    return MAY_IMPORT.keySet();
  }

  /** Returns all that {@code bundle} may import, itself included. */
  static Set<String> visibleFrom(String bundle) {
    Set<String> visible = new TreeSet<>();
    addVisible(bundle, visible);
    return visible;
  }

  private static void addVisible(String bundle, Set<String> visible) {
    if (visible.add(bundle)) {
      MAY_IMPORT.getOrDefault(bundle, Set.of()).forEach(below -> addVisible(below, visible));
    }
  }

  /** Returns the bundle that a package of Weightbench belongs to. */
  static String bundleOf(String packageName) {
    String below = packageName.substring(ROOT.length());
    int end = below.indexOf('.');
    return end < 0 ? below : below.substring(0, end);
  }

  static boolean isOurs(String packageName) {
    return packageName.startsWith(ROOT);
  }
}
