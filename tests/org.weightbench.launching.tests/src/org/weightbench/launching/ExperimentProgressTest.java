package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.launching.ExperimentProgress.State;

final class ExperimentProgressTest {

  @Test
  void aRecordedRunGoesFromStartToAllSamplesDone() {
    ExperimentProgress progress = ExperimentProgress.START;
    List<Integer> done = new ArrayList<>();
    for (ExperimentEvent event : RecordedEvents.all()) {
      progress = progress.after(event);
      if (event instanceof ExperimentEvent.SampleFinished) {
        done.add(progress.done());
        assertEquals(State.RUNNING, progress.state());
        assertTrue(progress.remainingNanos().isPresent());
      }
    }
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), done);
    assertEquals(State.COMPLETED, progress.state());
    assertEquals("recorded", progress.name());
    assertEquals(8, progress.total());
    assertTrue(progress.folder().orElseThrow().getFileName().toString().startsWith("recorded-"));
    assertEquals(Optional.empty(), progress.message());
  }

  @Test
  void anExitAfterTheEndWasToldChangesNothing() {
    ExperimentProgress end = ExperimentProgress.START;
    for (ExperimentEvent event : RecordedEvents.all()) {
      end = end.after(event);
    }
    assertEquals(end, end.afterExit(1));
  }

  @ParameterizedTest
  @CsvSource({"130, INTERRUPTED", "137, INTERRUPTED", "143, INTERRUPTED", "1, FAILED", "0, FAILED"})
  void anEarlyExitIsAnInterruptionOnlyWhereASignalCausedIt(int exitValue, State expected) {
    ExperimentProgress planned = ExperimentProgress.START.after(RecordedEvents.all().getFirst());
    ExperimentProgress end = planned.afterExit(exitValue);
    assertEquals(expected, end.state());
    assertEquals(planned.folder(), end.folder());
    assertEquals(expected == State.FAILED, end.message().isPresent());
  }

  @Test
  void listenersHearEveryStepInOrderAndNothingAfterTheEnd() {
    RunningExperiment experiment = new RunningExperiment("recorded", () -> {});
    List<State> heard = new ArrayList<>();
    experiment.addListener((_, progress) -> heard.add(progress.state()));
    RecordedEvents.all().forEach(experiment::accept);
    experiment.ended(0);
    assertEquals(RecordedEvents.all().size(), heard.size());
    assertEquals(State.COMPLETED, heard.getLast());
    assertEquals(1, heard.stream().filter(State::isFinal).count());
  }

  @Test
  void pausingStopsAsSoonAsTheSampleUnderWayIsThere() {
    List<Integer> stoppedAfter = new ArrayList<>();
    List<RunningExperiment> self = new ArrayList<>();
    RunningExperiment experiment =
        new RunningExperiment(
            "recorded", () -> stoppedAfter.add(self.getFirst().cells().samples().size()));
    self.add(experiment);
    for (ExperimentEvent event : RecordedEvents.all()) {
      experiment.accept(event);
      if (event instanceof ExperimentEvent.SampleStarted && stoppedAfter.isEmpty()) {
        experiment.pauseAfterSample();
        assertEquals(List.of(), stoppedAfter);
      }
    }
    assertEquals(1, stoppedAfter.getFirst());
  }

  @Test
  void cellsCollectTheirSamples() {
    ExperimentCells cells = ExperimentCells.NONE;
    for (ExperimentEvent event : RecordedEvents.all()) {
      cells = cells.after(event);
      if (event instanceof ExperimentEvent.SampleStarted started) {
        assertEquals(
            List.of(started.cell()),
            cells.cells().stream().filter(CellProgress::running).map(CellProgress::cell).toList());
      }
    }
    assertEquals(4, cells.cells().size());
    assertEquals(8, cells.samples().size());
    for (CellProgress cell : cells.cells()) {
      assertEquals(2, cell.samples().size());
      assertEquals(0, cell.failed());
      assertEquals(
          cell.samples().getLast().measurement().wallNanos(), cell.lastNanos().getAsLong());
      long middle =
          (cell.samples().get(0).measurement().wallNanos()
                  + cell.samples().get(1).measurement().wallNanos())
              / 2;
      assertEquals(middle, cell.medianNanos().getAsLong());
    }
  }
}
