package org.weightbench.ui.internal.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbench.experiment.DefinitionException;
import org.weightbench.experiment.DefinitionProblem;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.ui.internal.Messages;

/**
 * What was found out about the text of an experiment.
 *
 * @param problems its mistakes
 * @param summary what it asks for, or its first mistake, as one sentence
 */
record Checked(List<DefinitionProblem> problems, String summary) {

  /** Copies the mistakes. */
  Checked {
    problems = List.copyOf(problems);
  }

  /**
   * Checks a text. It combines the sweep, which may take a while: call it in a job.
   *
   * @param name name for messages
   * @param folder folder that relative paths are taken from
   */
  static Checked of(String text, String name, Path folder) {
    try {
      ExperimentPlan plan =
          ExperimentPlan.of(ExperimentFile.parse(text, name, folder), _ -> Optional.empty());
      return new Checked(
          List.of(),
          Messages.format(
              Messages.form_summary,
              plan.cells().size(),
              plan.definition().repetitions(),
              plan.runs().size(),
              plan.skipped().size()));
    } catch (DefinitionException e) {
      return new Checked(
          e.problems(),
          Messages.format(
              Messages.form_mistakes,
              e.problems().size(),
              e.problems().getFirst().line(),
              sentence(e.problems().getFirst())));
    }
  }

  /** Returns a mistake as one sentence. */
  static String sentence(DefinitionProblem problem) {
    return problem.key().isEmpty() ? problem.message() : problem.key() + ": " + problem.message();
  }
}
