package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.ExperimentPlan.Cost;
import org.weightbench.experiment.ExperimentPlan.Run;
import org.weightbench.experiment.ModelSource.ModelFile;

class ExperimentPlanTest {

  private static ExperimentDefinition definition(long seed) {
    return new ExperimentDefinition(
        "plan",
        new ModelFile(Path.of("m.gguf")),
        Map.of(
            "strategy", List.of("mmap", "read"),
            "deliver", List.of("mapped", "copied"),
            "cache", List.of("cold", "warm"),
            "threads", List.of("1", "2")),
        4,
        seed);
  }

  private static ExperimentPlan plan(long seed) {
    return ExperimentPlan.of(definition(seed), _ -> Optional.empty());
  }

  @Test
  void everyRepetitionIsABlockThatHoldsEachCellOnce() {
    ExperimentPlan plan = plan(1);
    int cells = plan.cells().size();
    assertEquals(12, cells);
    for (int block = 0; block < 4; block++) {
      List<Run> runs = plan.runs().subList(block * cells, (block + 1) * cells);
      assertEquals(
          new HashSet<>(plan.cells()), new HashSet<>(runs.stream().map(Run::cell).toList()));
      int repetition = block + 1;
      assertTrue(runs.stream().allMatch(run -> run.repetition() == repetition));
    }
    assertEquals(
        IntStream.rangeClosed(1, 48).boxed().toList(),
        plan.runs().stream().map(Run::number).toList());
  }

  @Test
  void theSeedDecidesTheOrder() {
    assertEquals(plan(7).runs(), plan(7).runs());
    assertNotEquals(plan(7).runs(), plan(8).runs());
    List<Run> runs = plan(7).runs();
    assertNotEquals(
        runs.subList(0, 12).stream().map(Run::cell).toList(),
        runs.subList(12, 24).stream().map(Run::cell).toList());
  }

  @Test
  void combinationsThatCannotBeAreSkippedWithTheReason() {
    ExperimentPlan plan =
        ExperimentPlan.of(
            definition(1),
            cell ->
                cell.text(Axes.STRATEGY).equals("mmap")
                    ? Optional.of("no maps")
                    : Optional.empty());
    assertEquals(4, plan.cells().size());
    assertEquals(
        List.of("no maps", "strategy read cannot deliver mapped"),
        plan.skipped().stream().map(s -> s.reason()).distinct().sorted().toList());
  }

  @Test
  void aSettingWithoutUseIsToldWhereNobodyAskedForTheOneThatIsMeasured() {
    ExperimentPlan plan =
        ExperimentPlan.of(
            definition(1)
                .withSweep(
                    Map.of(
                        "strategy", List.of("mmap"),
                        "deliver", List.of("mapped", "copied"),
                        "pages", List.of("huge", "normal")),
                    SweepRules.GRID),
            _ -> Optional.empty());
    assertEquals(
        List.of("auto", "huge", "normal"),
        plan.cells().stream().map(cell -> cell.text(Axes.PAGES)).toList());
    assertEquals(
        List.of(
            "mapped tensors lie in the page cache, whose pages cannot be chosen, so it is measured"
                + " with pages auto alone"),
        plan.skipped().stream().map(s -> s.reason()).toList());

    ExperimentPlan single =
        ExperimentPlan.of(
            definition(1)
                .withSweep(
                    Map.of(
                        "strategy", List.of("mmap"),
                        "deliver", List.of("mapped"),
                        "pages", List.of("huge")),
                    SweepRules.GRID),
            _ -> Optional.empty());
    assertEquals(1, single.cells().size());
    assertEquals(
        List.of("huge"), single.skipped().stream().map(s -> s.cell().text(Axes.PAGES)).toList());
    assertEquals(plan.skipped().getFirst().reason(), single.skipped().getFirst().reason());
  }

  @Test
  void onlyColdSamplesReadFromTheDevice() {
    assertEquals(new Cost(48, 48_000, 24_000), plan(1).cost(1000));
  }

  @Test
  void moreRepetitionsOnlyAddBlocksAtTheEnd() {
    ExperimentPlan plan = plan(3);
    List<Run> longer = plan.runs(6);
    assertEquals(72, longer.size());
    assertEquals(plan.runs(), longer.subList(0, 48));
  }
}
