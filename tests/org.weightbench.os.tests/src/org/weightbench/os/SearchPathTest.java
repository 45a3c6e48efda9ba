package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
  @TempDir private Path folder;

  @Test
  void aProgramOfAFolderHasNoObstacleAndAnyOtherIsToBeInstalled() throws IOException {
    SearchPath path = new SearchPath(List.of(folder));
    Path program = Files.createFile(folder.resolve("loader"));
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(Optional.of(program), path.find("loader"));
    assertEquals(Optional.empty(), path.obstacle("loader"));
    assertEquals(
        Optional.of("no folder of PATH has a program 'other'; install it or give its whole path"),
        path.obstacle("other"));
  }

  @Test
  void aPathIsToBeCorrectedOrAllowed() throws IOException {
    SearchPath path = new SearchPath(List.of());
    Path data = Files.createFile(folder.resolve("data"));
    assertTrue(data.toFile().setExecutable(false));
    assertEquals(
        Optional.of(data + " may not be executed; chmod +x allows it"),
        path.obstacle(data.toString()));
    Path missing = folder.resolve("missing");
    assertEquals(
        Optional.of(missing + " does not exist; correct the path"),
        path.obstacle(missing.toString()));
  }
}
