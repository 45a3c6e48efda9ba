package org.weightbench.runner.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;

/**
 * Which runs of a plan are done and which are missing.
 *
 * @param done number of runs that have a sample
 * @param missing the others, in order
 */
record Ledger(int done, List<Run> missing) {

  /**
   * Compares the samples of a folder with its plan.
   *
   * @throws IOException when they do not belong together
   */
  static Ledger of(ResultFolder folder, ExperimentPlan plan, List<Sample> samples)
      throws IOException {
    Map<Integer, Run> open = new HashMap<>();
    plan.runs().forEach(run -> open.put(run.number(), run));
    for (Sample sample : samples) {
      Run run = open.remove(sample.run());
      if (run == null
          || run.repetition() != sample.repetition()
          || !run.cell().equals(sample.cell())) {
        throw new IOException(
            folder.path().resolve(ResultFolder.SAMPLES)
                + ": found run "
                + sample.run()
                + " ("
                + sample.cell()
                + "), which "
                + (run == null ? "is not planned or stands there twice" : "is planned differently")
                + "; the folder's "
                + ResultFolder.DEFINITION
                + " or samples were changed, start a new run");
      }
    }
    List<Run> missing = plan.runs().stream().filter(r -> open.containsKey(r.number())).toList();
    return new Ledger(samples.size(), missing);
  }
}
