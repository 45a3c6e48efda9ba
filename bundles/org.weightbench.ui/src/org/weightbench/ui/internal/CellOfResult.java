package org.weightbench.ui.internal;

import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;

/**
 * A cell that is selected somewhere.
 *
 * @param folder the result that it belongs to
 * @param cell its settings
 */
public record CellOfResult(ResultFolder folder, Cell cell) {

  /** Returns the cell of a row. */
  public static CellOfResult of(ComparisonRow row) {
    return new CellOfResult(row.result().folder(), row.summary().cell());
  }
}
