package org.weightbench.runner.internal;

import java.util.List;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.Sample;

/** Which runs of a plan are done and which are to come. Used by one thread. */
interface Schedule {

  /** Returns the cells whose ways of loading are verified before anything is measured. */
  List<Cell> toVerify();

  /** Tells whether {@link #toCome} names all runs that are missing, rather than the next ones. */
  default boolean plannedToTheEnd() {
    return true;
  }

  /** Takes note of a sample. */
  void finished(Sample sample);

  /** Returns how many runs have a sample that stays. */
  int done();

  /** Returns how many runs there will be, as far as can be told now. */
  default int total() {
    return done() + toCome().size();
  }

  /**
   * Returns the runs that are to come for certain, in order: the rest of the block at hand, or else
   * the next one. None when all is done.
   */
  List<Run> toCome();
}
