package org.weightbench.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.analysis.roofline.Roofline;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * A result folder as it was when it was read.
 *
 * @param folder where it was read from
 * @param definition what was asked
 * @param machine the machine, where it was recorded already
 * @param model the model, where it was recorded already
 * @param ceilings what the machine could do at best, where it was measured
 * @param cells summaries in the order of the definition, then cells that only the samples know; a
 *     cell without samples is there too
 */
public record Result(
    ResultFolder folder,
    ExperimentDefinition definition,
    Optional<Machine> machine,
    Optional<ModelRecord> model,
    Optional<Ceilings> ceilings,
    List<CellSummary> cells) {

  /** Copies the cells. */
  public Result {
    cells = List.copyOf(cells);
  }

  /**
   * Reads a result folder.
   *
   * @throws IOException when one of its files cannot be read
   */
  public static Result read(ResultFolder folder) throws IOException {
    ExperimentDefinition definition = folder.definition();
    return of(folder, definition, folder.machine(), folder.model(), folder.samples())
        .with(folder.ceilings());
  }

  /** Returns this result with ceilings. */
  public Result with(Optional<Ceilings> measured) {
    return new Result(folder, definition, machine, model, measured, cells);
  }

  /** Summarizes samples that were read already. */
  public static Result of(
      ResultFolder folder,
      ExperimentDefinition definition,
      Optional<Machine> machine,
      Optional<ModelRecord> model,
      List<Sample> samples) {
    Map<Cell, List<Sample>> sampled = new LinkedHashMap<>();
    for (Sample sample : samples) {
      sampled.computeIfAbsent(sample.cell(), _ -> new ArrayList<>()).add(sample);
    }
    Map<Cell, List<Sample>> byCell = new LinkedHashMap<>();
    for (Cell cell : definition.combinations()) {
      List<Sample> own = sampled.remove(cell);
      if (own != null || cell.contradiction().isEmpty()) {
        byCell.put(cell, own == null ? List.of() : own);
      }
    }
    byCell.putAll(sampled);
    List<CellSummary> cells =
        byCell.entrySet().parallelStream()
            .map(e -> CellSummary.of(e.getKey(), e.getValue()))
            .toList();
    return new Result(folder, definition, machine, model, Optional.empty(), cells);
  }

  /** Returns what bounds a cell of this result; empty where the model or ceilings are not known. */
  public Optional<Roofline> roofline(CellSummary summary) {
    Optional<Long> bytes = summary.verified().stream().map(Measurement::logicalBytes).findFirst();
    return model
        .flatMap(ModelFacts::of)
        .flatMap(facts -> bytes.map(facts::part))
        .flatMap(facts -> ceilings.map(found -> Roofline.of(facts, summary.cell(), found)));
  }

  /** Returns the cells that have samples. */
  public Stream<CellSummary> sampled() {
    return cells.stream().filter(cell -> !cell.samples().isEmpty());
  }

  /** Returns all samples, cell by cell. */
  public List<Sample> samples() {
    return cells.stream().flatMap(cell -> cell.samples().stream()).toList();
  }
}
