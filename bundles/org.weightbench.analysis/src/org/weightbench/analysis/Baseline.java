package org.weightbench.analysis;

import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;

/** What the rows of a comparison are compared with. */
public sealed interface Baseline {

  /** Returns the result that holds the baseline. */
  ResultFolder folder();

  /**
   * One choice of settings: each row is compared with the row of these settings that has the row's
   * own conditions (its cache state, what it delivers).
   *
   * @param folder result that holds the baseline
   * @param cell the settings
   */
  record ByCell(ResultFolder folder, Cell cell) implements Baseline {}

  /**
   * One result: each row is compared with the row of that result that has the same settings, but
   * for those in which the two results differ throughout.
   *
   * @param folder the result
   */
  record ByResult(ResultFolder folder) implements Baseline {}
}
