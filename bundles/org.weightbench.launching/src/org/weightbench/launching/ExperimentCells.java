package org.weightbench.launching;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.Sample;

/**
 * The cells of a running experiment, as its events told.
 *
 * @param cells cells in the order of the plan
 * @param samples samples in the order in which they were measured
 * @param samplesPerCell samples that each cell gets; 0 where that is not known or not the same
 */
public record ExperimentCells(List<CellProgress> cells, List<Sample> samples, int samplesPerCell) {
  /** Before anything was planned. */
  public static final ExperimentCells NONE = new ExperimentCells(List.of(), List.of(), 0);

  /** Copies the lists. */
  public ExperimentCells {
    cells = List.copyOf(cells);
    samples = List.copyOf(samples);
  }

  /** Returns the cells after one more event. */
  public ExperimentCells after(ExperimentEvent event) {
    return switch (event) {
      case ExperimentEvent.Planned planned ->
          new ExperimentCells(
              planned.cells().stream()
                  .map(cell -> new CellProgress(cell, List.of(), false))
                  .toList(),
              List.of(),
              planned.done() == 0 ? share(planned.total(), planned.cells().size()) : 0);
      case ExperimentEvent.SampleStarted started ->
          new ExperimentCells(with(started.cell(), CellProgress::started), samples, samplesPerCell);
      case ExperimentEvent.SampleFinished finished -> {
        List<Sample> more = new ArrayList<>(samples);
        more.add(finished.sample());
        yield new ExperimentCells(
            with(finished.sample().cell(), cell -> cell.finished(finished.sample())),
            more,
            samplesPerCell == 0 ? 0 : share(finished.total(), cells.size()));
      }
      case ExperimentEvent.Working _ -> this;
      case ExperimentEvent.Finished _ ->
          new ExperimentCells(
              cells.stream()
                  .map(cell -> new CellProgress(cell.cell(), cell.samples(), false))
                  .toList(),
              samples,
              samplesPerCell);
    };
  }

  private static int share(int total, int cells) {
    return cells > 0 && total % cells == 0 ? total / cells : 0;
  }

  private List<CellProgress> with(Cell cell, UnaryOperator<CellProgress> change) {
    return cells.stream()
        .map(each -> each.cell().equals(cell) ? change.apply(each) : each)
        .toList();
  }
}
