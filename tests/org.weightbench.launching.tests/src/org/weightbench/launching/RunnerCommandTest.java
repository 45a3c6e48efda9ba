package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunnerCommandTest {
  private static final Path JAVA = Path.of("jdk", "bin", "java");
  private static final List<Path> CLASS_PATH =
      List.of(Path.of("runner.jar"), Path.of("my lib.jar"));

  @Test
  void runningNamesTheExperimentAndTheFolderForResults() {
    RunnerCommand command =
        new RunnerCommand(
            JAVA,
            CLASS_PATH,
            List.of("-Xmx2g"),
            new RunnerCommand.Task.Run(Path.of("a b.yaml"), Path.of("results")));
    assertEquals(
        List.of(
            JAVA.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx2g",
            "-cp",
            "runner.jar" + File.pathSeparator + "my lib.jar",
            "org.weightbench.runner.RunnerMain",
            "a b.yaml",
            "--output",
            "results",
            "--events"),
        command.line());
  }

  @Test
  void resumingNamesTheResultFolderAlone() {
    RunnerCommand command =
        new RunnerCommand(
            JAVA, CLASS_PATH, List.of(), new RunnerCommand.Task.Resume(Path.of("results", "x")));
    List<String> line = command.line();
    assertEquals(
        List.of("--resume", Path.of("results", "x").toString(), "--events"),
        line.subList(line.size() - 3, line.size()));
  }
}
