package org.weightbench.launching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.osgi.util.NLS;
import org.weightbench.experiment.Quantities;

/**
 * The Java in which an experiment runs, as the user typed it: it may have mistakes, which {@link
 * #problem()} tells.
 *
 * @param javaHome home of a JDK; empty to have one found
 * @param heap most memory of the runner's heap, such as {@code 2 GiB}; empty for Java's own choice
 * @param javaArguments further options of the runner's Java, as on a command line
 */
public record RunnerSettings(String javaHome, String heap, String javaArguments) {
  /** A Java that is found, with the usual options. */
  public static final RunnerSettings STANDARD = new RunnerSettings("", "", "");

  private static final String JAVA_HOME = "org.weightbench.launching.javaHome";
  private static final String HEAP = "org.weightbench.launching.heap";
  private static final String JAVA_ARGUMENTS = "org.weightbench.launching.javaArguments";
  private static final String HEAP_OPTION = "-Xmx";
  private static final List<String> HEAP_OPTIONS = List.of(HEAP_OPTION, "-XX:MaxHeapSize=");
  private static final long LEAST_HEAP_BYTES = 16 << 20;
  private static final long KIB = 1 << 10;

  /** Tells the first mistake in the heap, as one sentence; empty without mistake. */
  public Optional<String> problem() {
    if (heap.isBlank()) {
      return Optional.empty();
    }
    if (heapBytes().isEmpty()) {
      return Optional.of(
          NLS.bind(Messages.settings_heap, heap, Quantities.exactBytes(LEAST_HEAP_BYTES)));
    }
    return arguments()
        .filter(argument -> HEAP_OPTIONS.stream().anyMatch(argument::startsWith))
        .findFirst()
        .map(argument -> NLS.bind(Messages.settings_heapTwice, argument));
  }

  /** Returns the options of Java, one element an argument. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    heapBytes().ifPresent(bytes -> options.add(HEAP_OPTION + bytes / KIB + "k"));
    arguments().forEach(options::add);
    return List.copyOf(options);
  }

  private Stream<String> arguments() {
    return Stream.of(DebugPlugin.parseArguments(javaArguments));
  }

  private OptionalLong heapBytes() {
    OptionalLong bytes = Quantities.parseBytes(heap);
    return bytes.isPresent() && bytes.getAsLong() >= LEAST_HEAP_BYTES
        ? bytes
        : OptionalLong.empty();
  }

  static RunnerSettings read(ILaunchConfiguration configuration) throws CoreException {
    return new RunnerSettings(
        configuration.getAttribute(JAVA_HOME, ""),
        configuration.getAttribute(HEAP, ""),
        configuration.getAttribute(JAVA_ARGUMENTS, ""));
  }

  void write(ILaunchConfigurationWorkingCopy configuration) {
    configuration.setAttribute(JAVA_HOME, javaHome);
    configuration.setAttribute(HEAP, heap);
    configuration.setAttribute(JAVA_ARGUMENTS, javaArguments);
  }
}
