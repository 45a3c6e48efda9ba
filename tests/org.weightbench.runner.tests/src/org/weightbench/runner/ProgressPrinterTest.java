package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentPlan.SkippedCell;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;

class ProgressPrinterTest {
  private static final Cell READ = new Cell(Map.of("strategy", "read", "threads", "2"));
  private static final Cell DIRECT = new Cell(Map.of("strategy", "direct", "threads", "1"));
  private static final Sample FAILED =
      new Sample(Sample.SCHEMA, 1, 1, READ, "2026-01-02T03:04:05Z", Status.FAILED, "no disk", null);
  private static final List<ExperimentEvent> RUN =
      List.of(
          new ExperimentEvent.Planned(
              "/r/trial",
              "trial",
              List.of(READ, DIRECT),
              List.of(new SkippedCell(READ, "reasons"), new SkippedCell(DIRECT, "reasons")),
              0,
              2,
              new ExperimentEvent.ExpectedCost(2L << 30, 1L << 30, 90_000_000_000L, "by ceilings"),
              List.of("memory is short")),
          new ExperimentEvent.Working("reading the model", 0, 4),
          new ExperimentEvent.Working("reading the model", 2, 4),
          new ExperimentEvent.SampleStarted(1, READ, 1),
          new ExperimentEvent.SampleFinished(FAILED, 1, 2, 90_000_000_000L),
          new ExperimentEvent.Finished(Outcome.INTERRUPTED, "/r/trial", "stopped; go on"));

  private static String print(boolean terminal, int width) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressPrinter printer = new ProgressPrinter(out, terminal, width);
    RUN.forEach(printer);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whereThereIsNoTerminalEveryStepIsOnePlainLine() {
    assertEquals(
        List.of(
            "trial: 2 cells, 2 samples, in /r/trial",
            "reads 2.00 GiB, 1.00 GiB of it from the device; takes about 90.0 s after"
                + " verification (by ceilings)",
            "memory is short",
            "left out: 2 cells: reasons",
            "reading the model",
            "1/2 read threads 2: failed: no disk",
            "stopped; go on"),
        print(false, 80).lines().toList());
  }

  @Test
  void onATerminalTheLastLineIsABarWithTheTimeLeft() {
    String shown = print(true, 80);

    assertTrue(shown.contains("50 % reading the model"), shown);
    assertTrue(
        shown.contains("[============            ] 1/2  90.0 s left  read threads 2"), shown);
    assertTrue(shown.endsWith("stopped; go on" + System.lineSeparator()), shown);
  }

  @Test
  void theBarIsCutWhereTheTerminalEnds() {
    List<String> drawn = List.of(print(true, 30).split("\r\u001b\\[K"));

    assertFalse(drawn.stream().filter(t -> t.startsWith("[")).anyMatch(t -> t.length() > 29));
  }
}
