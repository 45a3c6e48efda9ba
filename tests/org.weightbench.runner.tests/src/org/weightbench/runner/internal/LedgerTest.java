package org.weightbench.runner.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Status;

class LedgerTest {
  private static final ResultFolder FOLDER = new ResultFolder(Path.of("/results/trial"));
  private static final ExperimentPlan PLAN =
      ExperimentPlan.of(
          new ExperimentDefinition(
              "trial",
              new Synthesized(1 << 20, "F16", 1),
              Map.of("threads", List.of("1", "2")),
              2,
              1),
          _ -> Optional.empty());

  private static Sample sample(Run run) {
    return new Sample(
        Sample.SCHEMA,
        run.number(),
        run.repetition(),
        run.cell(),
        "2026-01-02T03:04:05Z",
        Status.FAILED,
        "reasons",
        null);
  }

  private static String refusal(List<Sample> samples) {
    return assertThrows(IOException.class, () -> Ledger.of(FOLDER, PLAN, samples)).getMessage();
  }

  @Test
  void whatHasNoSampleIsMissingInTheOrderOfThePlan() throws IOException {
    Ledger ledger =
        Ledger.of(FOLDER, PLAN, List.of(sample(PLAN.runs().get(2)), sample(PLAN.runs().get(0))));

    assertEquals(2, ledger.done());
    assertEquals(List.of(PLAN.runs().get(1), PLAN.runs().get(3)), ledger.missing());
  }

  @Test
  void aRunThatStandsThereTwiceIsRefused() {
    Sample first = sample(PLAN.runs().getFirst());

    assertTrue(refusal(List.of(first, first)).contains("stands there twice"));
  }

  @Test
  void aRunThatIsNotOfThisPlanIsRefused() {
    Run run = PLAN.runs().getFirst();
    Run other = new Run(run.number(), run.cell(), run.repetition() + 1);

    assertTrue(refusal(List.of(sample(other))).contains("planned differently"));
  }
}
