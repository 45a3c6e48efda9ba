package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;

final class ResultFilesTest {
  @TempDir Path root;
  private ResultFolder folder;

  @BeforeEach
  void makeResult() throws IOException {
    ExperimentDefinition definition =
        new ExperimentDefinition(
            "files", new ModelSource.ModelFile(root.resolve("a.gguf")), Map.of(), 1, 1);
    folder =
        ResultFolder.create(
            root.resolve("results"), definition, LocalDateTime.of(2026, 11, 24, 12, 0));
    Files.createDirectories(folder.path().resolve(ResultFolder.TIMELINES));
    Files.writeString(folder.path().resolve(ResultFolder.TIMELINES).resolve("run"), "ticks\n");
  }

  @Test
  void aResultTravelsThroughAnArchive() throws IOException {
    Path archive = root.resolve("out.zip");
    ResultFiles.exportZip(folder, archive);
    ResultFolder copy = ResultFiles.importInto(archive, root.resolve("elsewhere"));
    assertEquals(folder.name(), copy.name());
    assertEquals(contents(folder.path()), contents(copy.path()));
    assertEquals(List.of(copy), ResultFolder.list(root.resolve("elsewhere")));
    assertThrows(
        IOException.class, () -> ResultFiles.importInto(archive, root.resolve("elsewhere")));
    assertEquals(1, entries(root.resolve("elsewhere")), "nothing is left of the second try");
  }

  @Test
  void aFolderIsImportedAsACopy() throws IOException {
    ResultFolder copy = ResultFiles.importInto(folder.path(), root.resolve("elsewhere"));
    assertEquals(contents(folder.path()), contents(copy.path()));
    assertTrue(ResultFolder.isResultFolder(folder.path()));
  }

  @Test
  void whatIsNoResultIsRefusedAndLeavesNothing() throws IOException {
    Path archive = root.resolve("bad.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("../escaped.txt"));
      zip.write(1);
    }
    IOException refused =
        assertThrows(
            IOException.class, () -> ResultFiles.importInto(archive, root.resolve("elsewhere")));
    assertTrue(refused.getMessage().contains("outside"), refused.getMessage());
    assertFalse(Files.exists(root.resolve("escaped.txt")));
    assertEquals(0, entries(root.resolve("elsewhere")));
  }

  @Test
  void aResultIsRenamedToAFreeNameOnly() throws IOException {
    Files.createDirectory(root.resolve("results").resolve("taken"));
    assertThrows(IOException.class, () -> ResultFiles.rename(folder, "taken"));
    assertThrows(IOException.class, () -> ResultFiles.rename(folder, "../x"));
    ResultFolder renamed = ResultFiles.rename(folder, "before the change");
    assertEquals("before the change", renamed.name());
    assertEquals("files", renamed.definition().name());
    assertFalse(Files.exists(folder.path()));
  }

  @Test
  void onlyResultsAreDeleted() throws IOException {
    assertThrows(IOException.class, () -> ResultFiles.delete(new ResultFolder(root)));
    assertTrue(Files.exists(folder.path()));
    ResultFiles.delete(folder);
    assertFalse(Files.exists(folder.path()));
  }

  private static List<String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file) + "=" + text(file))
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
