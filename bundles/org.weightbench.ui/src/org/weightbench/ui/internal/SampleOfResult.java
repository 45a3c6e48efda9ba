package org.weightbench.ui.internal;

import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;

/**
 * A single load that is selected somewhere.
 *
 * @param folder the result that it belongs to
 * @param sample what was measured
 */
public record SampleOfResult(ResultFolder folder, Sample sample) {

  /** Returns the cell that it is a sample of. */
  public CellOfResult cell() {
    return new CellOfResult(folder, sample.cell());
  }
}
