package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

/** What only a process of its own shows: exit codes, pipes and signals. */
final class ProcessTest {
  @TempDir private Path folder;

  @Test
  void theExitCodeOfTheProcessIsThatOfTheCommand() {
    Path model = Fixtures.STORIES_F32.copyTo(folder);

    PlainJava.Ended good = PlainJava.run(Main.class, folder, List.of("inspect", model.toString()));
    PlainJava.Ended bad =
        PlainJava.run(Main.class, folder, List.of("inspect", folder.resolve("x").toString()));
    PlainJava.Ended usage = PlainJava.run(Main.class, folder, List.of("inspect"));

    assertEquals(List.of(0, 1, 2), List.of(good.exitCode(), bad.exitCode(), usage.exitCode()));
    assertEquals("", good.err());
  }

  @Test
  void aReaderThatGoesAwayIsNoError() throws Exception {
    Path model = Fixtures.STORIES_F32.copyTo(folder);
    Path errors = folder.resolve("errors.txt");

    Process process =
        PlainJava.start(
            Main.class, errors, List.of("inspect", model.toString(), "--tensors", "--metadata"));
    process.getInputStream().close();

    assertEquals(0, process.waitFor(), () -> read(errors));
    assertEquals("", read(errors));
  }

  @Test
  void terminationInMidWorkLeavesNoFileAndSaysSo() throws Exception {
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    Path errors = folder.resolve("errors.txt");
    try (WatchService watch = out.getFileSystem().newWatchService()) {
      out.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process =
          PlainJava.start(
              Main.class,
              errors,
              List.of("synth", out.resolve("big.gguf").toString(), "--size", "3GiB"));
      watch.take();
      process.destroy();

      assertEquals(130, process.waitFor(), () -> read(errors));
    }
    assertTrue(read(errors).endsWith("weightbench: interrupted\n"), () -> read(errors));
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
