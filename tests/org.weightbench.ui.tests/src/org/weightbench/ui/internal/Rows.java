package org.weightbench.ui.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.Verdict;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;

/** Builds rows of a comparison. */
public final class Rows {

  private Rows() {}

  /** Returns a row whose cell has these settings and this median load time. */
  public static ComparisonRow row(Map<String, String> settings, double medianNanos) {
    CellSummary summary =
        new CellSummary(
            new Cell(settings),
            List.of(),
            Optional.of(new Estimate(medianNanos, medianNanos, medianNanos, 1)));
    Path folder = Path.of("result").toAbsolutePath();
    ExperimentDefinition definition =
        new ExperimentDefinition(
            "rows", new ModelSource.ModelFile(folder.resolve("a.gguf")), Map.of(), 1, 1);
    Result result =
        new Result(
            new ResultFolder(folder),
            definition,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(summary));
    return new ComparisonRow(result, summary, Verdict.NOT_COMPARED, Optional.empty(), 1);
  }
}
