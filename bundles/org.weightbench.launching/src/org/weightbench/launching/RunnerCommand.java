package org.weightbench.launching;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command that runs an experiment; the same one for launching and for showing it.
 *
 * @param java the {@code java} executable
 * @param classPath jars and class folders of the runner
 * @param javaArguments further options of Java, before the class path
 * @param task what the runner does
 */
public record RunnerCommand(
    Path java, List<Path> classPath, List<String> javaArguments, Task task) {
  /** Main class of the runner. */
  public static final String MAIN_CLASS = "org.weightbench.runner.RunnerMain";

  private static final List<String> JAVA_OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** Copies the lists. */
  public RunnerCommand {
    classPath = List.copyOf(classPath);
    javaArguments = List.copyOf(javaArguments);
  }

  /** What the runner does. */
  public sealed interface Task {

    /**
     * Runs an experiment from its beginning.
     *
     * @param experimentFile definition in YAML
     * @param output folder that holds result folders
     */
    record Run(Path experimentFile, Path output) implements Task {}

    /**
     * Goes on with what is missing in a result folder.
     *
     * @param resultFolder the folder
     */
    record Resume(Path resultFolder) implements Task {}
  }

  /** Returns the command, one element an argument. */
  public List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(java.toString());
    line.addAll(JAVA_OPTIONS);
    line.addAll(javaArguments);
    line.add("-cp");
    line.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    line.add(MAIN_CLASS);
    switch (task) {
      case Task.Run(Path experimentFile, Path output) ->
          line.addAll(List.of(experimentFile.toString(), "--output", output.toString()));
      case Task.Resume(Path resultFolder) ->
          line.addAll(List.of("--resume", resultFolder.toString()));
    }
    line.add("--events");
    return List.copyOf(line);
  }
}
