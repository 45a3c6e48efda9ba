package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ExperimentEvent.Finished;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentEvent.SampleFinished;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.testing.Fixtures;

/** A run whose results lie on a file system that fills up. */
class DiskFullTest {
  @TempDir private Path scratch;
  private Path results;
  private boolean mounted;

  @BeforeEach
  void mountSmallDisk() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mount")), "needs mount");
    results = Files.createDirectory(scratch.resolve("small"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", results.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(mount.getInputStream().readAllBytes());
    mounted = mount.waitFor() == 0;
    assumeTrue(mounted, "a small file system cannot be mounted here: " + told);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertEquals(0, new ProcessBuilder("umount", "--lazy", results.toString()).start().waitFor());
    }
  }

  @Test
  void theRunStopsWithAClearErrorAndWhatWasWrittenStaysReadable() throws Exception {
    Path model = Fixtures.STORIES_F32.copyTo(scratch);
    Path experiment = Runs.experiment(scratch, model, Map.of("cache", List.of("asis")), 100_000);
    Path filler = results.resolve("filler");
    int before;
    try (Runs.Running running =
        new Runs.Running(scratch, experiment.toString(), "--output", results.toString())) {
      running.expect(SampleFinished.class::isInstance);
      fill(filler);
      running.expect(Finished.class::isInstance);
      Finished finished = assertInstanceOf(Finished.class, running.events().getLast());
      assertEquals(Outcome.FAILED, finished.outcome());
      assertTrue(
          String.valueOf(finished.message()).contains("No space left on device"),
          finished.message());
      assertEquals(1, running.process().waitFor());
      assertFalse(running.standardError().contains("\tat "), running.standardError());
      List<SampleFinished> told =
          running.events().stream()
              .filter(SampleFinished.class::isInstance)
              .map(SampleFinished.class::cast)
              .toList();
      List<Sample> kept = ResultFolder.list(results).getFirst().samples();
      assertEquals(told.stream().map(SampleFinished::sample).toList(), kept);
      before = kept.size();
    }

    Files.delete(filler);
    Path folder = ResultFolder.list(results).getFirst().path();
    try (Runs.Running running = new Runs.Running(scratch, "--resume", folder.toString())) {
      running.expect(SampleFinished.class::isInstance);
      running.process().destroy();
      running.process().waitFor();
    }
    assertTrue(new ResultFolder(folder).samples().size() > before);
  }

  private static void fill(Path filler) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.getMessage());
    }
  }
}
