package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.weightbench.experiment.ResultFolder;

/**
 * The hidden folder in a result folder that a run works with. At the start it is emptied, and the
 * external programs are killed that a killed run left; at the end it is removed.
 *
 * @param path the folder
 */
record WorkFolder(Path path) implements AutoCloseable {

  static WorkFolder open(ResultFolder folder) throws IOException {
    WorkFolder work = new WorkFolder(folder.path().resolve(".work"));
    ProcessTree.marked(work.mark()).kill();
    work.close();
    Files.createDirectory(work.path());
    return work;
  }

  /** Returns the mark of the processes that a run of this folder starts. */
  String mark() {
    return path.toString();
  }

  Path request() {
    return path.resolve("request.json");
  }

  Path answer() {
    return path.resolve("answer.json");
  }

  Path scopedJava() {
    return path.resolve("java-in-scope");
  }

  Path warmupModel() {
    return path.resolve("warmup.gguf");
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
