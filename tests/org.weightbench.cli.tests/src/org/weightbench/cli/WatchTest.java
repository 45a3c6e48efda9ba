package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.os.Capability;
import org.weightbench.os.ProcessTree;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

class WatchTest {
  @TempDir private Path folder;
  private Path model;
  private Path output;

  @BeforeEach
  void copyModel() throws IOException {
    Capability capability = ProcessTree.capability();
    assumeTrue(capability.available(), capability.reason());
    model = Fixtures.STORIES_F32.copyTo(folder);
    output = Files.createDirectory(folder.resolve("results"));
  }

  @Test
  void commandKeepsItsOutputAndIsRecordedAsAResult() throws IOException {
    PlainJava.Ended ended =
        PlainJava.run(
            Main.class,
            folder,
            List.of(
                "watch",
                "--interval",
                "10ms",
                "--output",
                output.toString(),
                "--",
                "sh",
                "-c",
                "cat \"$0\" > \"$1\"; echo done",
                model.toString(),
                folder.resolve("copy").toString()));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("done\n", ended.out());
    assertEquals(Files.size(model), Files.size(folder.resolve("copy")));
    ResultFolder folder = onlyResult();
    assertTrue(ended.err().contains("Result        " + folder.path()), ended.err());
    assertTrue(ended.err().contains("\nTime  "), ended.err());

    Result result = Result.read(folder);
    Sample sample = result.samples().getFirst();
    assertEquals(1, result.samples().size());
    assertEquals(Sample.Status.VERIFIED, sample.status());
    assertEquals("external", sample.cell().text(Axes.STRATEGY));
    assertTrue(sample.cell().text(Axes.COMMAND).startsWith("sh -c 'cat "));
    assertTrue(sample.measurement() != null && sample.measurement().wallNanos() > 1);
    Timeline timeline = folder.timeline(sample.run()).orElseThrow();
    assertTrue(timeline.loadEndNanos().getAsLong() > timeline.loadStartNanos().getAsLong());
    assertTrue(timeline.ticks() >= 2);
    assertTrue(timeline.channels().contains(Channel.of(Quantity.CONTEXT_SWITCHES)));

    Cli.Ended totals = Cli.run("timeline", folder.path());
    assertEquals(0, totals.exitCode(), totals.err());
    assertTrue(totals.out().startsWith("Run 1: strategy=external"), totals.out());
    Cli.Ended csv = Cli.run("timeline", folder.path(), "--csv", "--series", "free");
    assertTrue(csv.out().startsWith("run,series,unit,seconds,value\n1,free,GiB,"), csv.out());
    Path chart = output.resolve("chart.svg");
    assertEquals(0, Cli.run("timeline", folder.path(), "--chart", chart).exitCode());
    assertTrue(Files.readString(chart).startsWith("<svg"));
    Cli.Ended again = Cli.run("timeline", folder.path(), "--chart", chart);
    assertEquals(1, again.exitCode());
    Cli.Ended absent = Cli.run("timeline", folder.path(), "--run", 7);
    assertTrue(absent.err().contains("has no timeline of run 7; there are [1]"), absent.err());
  }

  @Test
  void exitCodeIsThatOfTheCommandAndAFailedOneIsAFailedSample() throws IOException {
    Cli.Ended ended = Cli.run("watch", "--output", output, "--", "sh", "-c", "exit 7");
    assertEquals(7, ended.exitCode(), ended.err());
    Sample sample = onlyResult().samples().getFirst();
    assertEquals(Sample.Status.FAILED, sample.status());
    assertEquals("the command ended with exit code 7", sample.reason());
  }

  @Test
  void runningProcessIsWatchedToItsEnd() throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "exec 3< \"$0\"; read end", model.toString()).start();
    try (WatchService made = output.getFileSystem().newWatchService()) {
      output.register(made, StandardWatchEventKinds.ENTRY_CREATE);
      CompletableFuture<Cli.Ended> watching =
          CompletableFuture.supplyAsync(
              () -> Cli.run("watch", "--output", output, "--pid", process.pid()));
      made.take();
      process.getOutputStream().close();
      Cli.Ended ended = watching.get();
      assertEquals(0, ended.exitCode(), ended.err());
      Sample sample = onlyResult().samples().getFirst();
      assertEquals(Sample.Status.VERIFIED, sample.status());
      assertTrue(sample.cell().text(Axes.COMMAND).contains("sh -c"), sample.cell().id());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void mistakesAreNamedAndLeaveNoResult() throws IOException {
    Cli.Ended both = Cli.run("watch", "--pid", 1, "--", "true");
    assertEquals(2, both.exitCode());
    Cli.Ended missing = Cli.run("watch", "--output", output, "--", "/no/such/program");
    assertEquals(1, missing.exitCode());
    assertTrue(
        missing.err().contains("the command cannot be started: /no/such/program does not exist"),
        missing.err());
    Cli.Ended gone = Cli.run("watch", "--output", output, "--pid", Integer.MAX_VALUE);
    assertTrue(gone.err().contains("process 2147483647 is not there"), gone.err());
    Cli.Ended interval = Cli.run("watch", "--interval", "1ms", "--", "true");
    assertTrue(interval.err().contains("expected a time from 10ms to 1min"), interval.err());
    Cli.Ended series = Cli.run("timeline", output, "--series", "nonsense");
    assertTrue(series.err().contains("device-read-rate"), series.err());
    assertEquals(List.of(), ResultFolder.list(output));
  }

  private ResultFolder onlyResult() throws IOException {
    List<ResultFolder> results = ResultFolder.list(output);
    assertEquals(1, results.size());
    return results.getFirst();
  }
}
