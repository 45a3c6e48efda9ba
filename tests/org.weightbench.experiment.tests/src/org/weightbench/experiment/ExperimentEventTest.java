package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.ExperimentEvent.ExpectedCost;
import org.weightbench.experiment.ExperimentEvent.Finished;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentEvent.Planned;
import org.weightbench.experiment.ExperimentEvent.SampleFinished;
import org.weightbench.experiment.ExperimentEvent.SampleStarted;
import org.weightbench.experiment.ExperimentEvent.Working;
import org.weightbench.experiment.Sample.Status;

class ExperimentEventTest {
  private static final Cell CELL = new Cell(Map.of("strategy", "mmap", "threads", "2"));

  @Test
  void everyEventReadsBackFromItsOneLine() throws Exception {
    Sample failed = new Sample(1, 3, 2, CELL, "t", Status.FAILED, "line\nbreak", null);
    for (ExperimentEvent event :
        List.of(
            new Planned(
                "/r",
                "n",
                List.of(CELL),
                List.of(new ExperimentPlan.SkippedCell(CELL, "why")),
                0,
                5,
                new ExpectedCost(6, 3, 1_000, "by a try"),
                List.of("memory is short")),
            new Planned("/r", "n", List.of(CELL), List.of(), 5, 5, null, List.of()),
            new Working("synthesizing", 1, 2),
            new SampleStarted(3, CELL, 2),
            new SampleFinished(failed, 1, 5, 1_000),
            new Finished(Outcome.INTERRUPTED, "/r", null))) {
      String line = event.toJson();
      assertFalse(line.contains("\n"), line);
      assertEquals(event, ExperimentEvent.fromJson(line));
    }
  }

  @Test
  void aCellOfAnotherVersionKeepsWhatIsUnknownAndGetsWhatIsMissing() throws Exception {
    SampleStarted event =
        (SampleStarted)
            ExperimentEvent.fromJson(
                "{\"event\":\"sample-started\",\"run\":1,\"cell\":{\"strategy\":\"teleport\",\"depth\":\"8\"},"
                    + "\"repetition\":1,\"later\":true}");
    assertEquals("8", event.cell().settings().get("depth"));
    assertEquals("cold", event.cell().text(Axes.CACHE));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> event.cell().value(Axes.STRATEGY));
    assertEquals(true, e.getMessage().contains("another version of Weightbench"), e.getMessage());
  }

  @Test
  void aLineThatIsNoEventIsRefused() {
    assertThrows(IOException.class, () -> ExperimentEvent.fromJson("Listening"));
    assertThrows(IOException.class, () -> ExperimentEvent.fromJson("{\"event\":\"other\"}"));
  }
}
