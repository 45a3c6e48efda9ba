package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.weightbench.experiment.ResultFolder;

/**
 * The hidden folder in a result folder that a run works with. It is emptied at the start, since a
 * killed run leaves its own, and removed at the end.
 *
 * @param path the folder
 */
record WorkFolder(Path path) implements AutoCloseable {

  static WorkFolder open(ResultFolder folder) throws IOException {
    WorkFolder work = new WorkFolder(folder.path().resolve(".work"));
    work.close();
    Files.createDirectory(work.path());
    return work;
  }

  Path request() {
    return path.resolve("request.json");
  }

  Path answer() {
    return path.resolve("answer.json");
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
