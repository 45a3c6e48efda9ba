package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.weightbench.analysis.Results.cell;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Software;

class ComparisonTest {
  private static final double[] SLOW = {2.0, 2.1, 2.2, 2.3, 2.4, 2.5};
  private static final double[] FAST = {1.0, 1.1, 1.2, 1.3, 1.4, 1.5};
  private static final Cell READ_COLD = cell("strategy", "read");
  private static final Cell DIRECT_COLD = cell("strategy", "direct");
  private static final Cell READ_WARM = cell("strategy", "read", "cache", "warm");
  private static final Cell DIRECT_WARM = cell("strategy", "direct", "cache", "warm");

  private static Results sweep() {
    return Results.sweeping(
        "a", Map.of("strategy", List.of("read", "direct"), "cache", List.of("cold", "warm")));
  }

  private static ComparisonRow row(Comparison comparison, Cell cell) {
    return comparison.rows().stream()
        .filter(row -> row.summary().cell().equals(cell))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsAreComparedWithTheBaselinesSettingsUnderTheirOwnConditions() {
    Result result =
        sweep()
            .seconds(READ_COLD, SLOW)
            .seconds(DIRECT_COLD, FAST)
            .seconds(READ_WARM, FAST)
            .seconds(DIRECT_WARM, SLOW)
            .build();
    Comparison comparison = Comparison.of(List.of(result));
    assertEquals(Verdict.BASELINE, row(comparison, READ_COLD).verdict());
    assertEquals(Verdict.BASELINE, row(comparison, READ_WARM).verdict());
    assertEquals(Verdict.FASTER, row(comparison, DIRECT_COLD).verdict());
    assertEquals(Verdict.SLOWER, row(comparison, DIRECT_WARM).verdict());
    assertTrue(row(comparison, DIRECT_COLD).change().orElseThrow().high() < 0);
    assertEquals(List.of(Axes.STRATEGY, Axes.CACHE), comparison.differingAxes());
    assertEquals("1", comparison.commonSettings().get(Axes.THREADS));
  }

  @Test
  void someRowsStandWithWhatTheyAreComparedWithAndKeepTheirVerdicts() {
    Result result =
        sweep()
            .seconds(READ_COLD, SLOW)
            .seconds(DIRECT_COLD, FAST)
            .seconds(READ_WARM, FAST)
            .seconds(DIRECT_WARM, SLOW)
            .build();
    Result other = Results.sweeping("b", Map.of()).seconds(READ_COLD, SLOW).build();
    Comparison whole =
        Comparison.of(List.of(result, other), new Baseline.ByCell(result.folder(), READ_COLD));
    Comparison some = whole.only(row -> row.summary().cell().equals(DIRECT_WARM));
    assertEquals(
        List.of(READ_WARM, DIRECT_WARM),
        some.rows().stream()
            .map(row -> row.summary().cell())
            .sorted(Comparator.comparing((Cell cell) -> cell.text(Axes.STRATEGY)).reversed())
            .toList());
    assertSame(row(whole, DIRECT_WARM), row(some, DIRECT_WARM));
    assertEquals(List.of(result), some.results());
    assertEquals(List.of(Axes.STRATEGY), some.differingAxes());
    assertEquals(
        List.of(READ_COLD, READ_COLD),
        whole.only(row -> row.result() == other).rows().stream()
            .map(row -> row.summary().cell())
            .toList());
  }

  @Test
  void theBaselineCanBeChosen() {
    Result result = sweep().seconds(READ_COLD, SLOW).seconds(DIRECT_COLD, FAST).build();
    Comparison comparison =
        Comparison.of(List.of(result), new Baseline.ByCell(result.folder(), DIRECT_COLD));
    assertEquals(Verdict.BASELINE, row(comparison, DIRECT_COLD).verdict());
    assertEquals(Verdict.SLOWER, row(comparison, READ_COLD).verdict());
  }

  @Test
  void twoResultsAreComparedCellByCell() {
    Results before = sweep().seconds(READ_COLD, SLOW).seconds(DIRECT_COLD, SLOW);
    Results after =
        Results.sweeping("b", Map.of("strategy", List.of("read", "direct")))
            .seconds(READ_COLD, FAST)
            .seconds(DIRECT_COLD, SLOW);
    Result first = before.weights("aa").build();
    Result second = after.weights("bb").build();
    Comparison comparison =
        Comparison.of(List.of(first, second), new Baseline.ByResult(first.folder()));
    List<Verdict> verdicts =
        comparison.rows().stream()
            .filter(row -> row.result().equals(second))
            .map(ComparisonRow::verdict)
            .toList();
    assertEquals(List.of(Verdict.FASTER, Verdict.NO_DIFFERENCE_SHOWN), verdicts);
    assertTrue(comparison.warnings().getFirst().contains("different weights"));
    assertEquals("result", Columns.of(comparison).getFirst().id());
  }

  @Test
  void whatDiffersBetweenTheMachinesIsTold() {
    Machine here = MachineInventory.read(List.of());
    Machine elsewhere =
        new Machine(
            here.processor(),
            here.memory(),
            here.operatingSystem(),
            here.limits(),
            new Software(
                Reading.known("9.9"),
                here.software().javaVersion(),
                here.software().javaVendor(),
                here.software().javaVm(),
                here.software().javaProcessors(),
                here.software().javaHeapBytes()),
            here.storage(),
            here.capabilities());
    Result first = sweep().seconds(READ_COLD, FAST).on(here).build();
    Result second = Results.sweeping("b", Map.of()).seconds(READ_COLD, FAST).on(elsewhere).build();
    List<String> warnings = Comparison.of(List.of(first, second)).warnings();
    assertTrue(
        warnings.getFirst().startsWith("The machine was not the same in a and b: Software / ")
            && warnings.getFirst().endsWith("against 9.9."),
        warnings.toString());
    Result again = Results.sweeping("b", Map.of()).seconds(READ_COLD, FAST).on(here).build();
    assertEquals(List.of(), Comparison.of(List.of(first, again)).warnings());
  }

  @Test
  void cellsMeetByWhatTheyHaveInCommon() {
    Result before =
        Results.sweeping("before", Map.of())
            .seconds(cell("strategy", "read", "threads", "1"), SLOW)
            .seconds(cell("strategy", "direct", "threads", "1"), SLOW)
            .build();
    Result after =
        Results.sweeping("after", Map.of())
            .seconds(cell("strategy", "read", "threads", "4"), FAST)
            .seconds(cell("strategy", "channel", "threads", "4"), FAST)
            .build();
    Comparison comparison = Comparison.of(List.of(before, after));
    assertEquals(new Baseline.ByResult(before.folder()), comparison.baseline());
    assertEquals(
        Verdict.FASTER, row(comparison, cell("strategy", "read", "threads", "4")).verdict());
    assertEquals(
        Verdict.NOT_COMPARED,
        row(comparison, cell("strategy", "channel", "threads", "4")).verdict());
    assertEquals(List.of(Axes.STRATEGY, Axes.THREADS), comparison.differingAxes());
  }

  @Test
  void whatAsksForSomethingElseIsNotComparedAndThatIsTold() {
    Result copied = Results.sweeping("a", Map.of()).seconds(READ_COLD, SLOW).build();
    Result floats = Results.sweeping("b", Map.of()).seconds(cell("deliver", "f32"), FAST).build();
    Comparison comparison =
        Comparison.of(List.of(copied, floats), new Baseline.ByResult(copied.folder()));
    assertEquals(Verdict.NOT_COMPARED, row(comparison, cell("deliver", "f32")).verdict());
    assertTrue(
        comparison.warnings().stream()
            .anyMatch(w -> w.contains("deliver f32") && w.contains("against deliver copied")),
        comparison.warnings().toString());
  }

  @Test
  void driftOverTheRunIsTold() {
    double[] rising = IntStream.range(0, 12).mapToDouble(i -> 1 + 0.01 * i).toArray();
    Result drifting = sweep().seconds(READ_COLD, rising).build();
    assertTrue(
        Comparison.of(List.of(drifting)).warnings().getFirst().contains("drifted"),
        Comparison.of(List.of(drifting)).warnings().toString());
    double[] steady = IntStream.range(0, 12).mapToDouble(i -> 1 + 0.01 * (i % 3)).toArray();
    assertEquals(
        List.of(), Comparison.of(List.of(sweep().seconds(READ_COLD, steady).build())).warnings());
  }

  @Test
  void cellsWithTwoGroupsAndUnstableOnesAreFlagged() {
    Result result =
        sweep()
            .seconds(READ_COLD, 1.00, 2.01, 1.01, 2.00, 1.02, 2.02)
            .seconds(DIRECT_COLD, 1, 1.4, 2.1, 1.7, 1.2, 1.9)
            .seconds(READ_WARM, 1.00, 1.01, 1.02, 1.03, 0.99, 0.98)
            .build();
    Comparison comparison = Comparison.of(List.of(result));
    assertEquals(
        "two groups: 1.01 s and 2.01 s",
        Columns.STEADINESS.text().apply(row(comparison, READ_COLD)));
    assertTrue(
        Columns.STEADINESS.text().apply(row(comparison, DIRECT_COLD)).startsWith("unstable: ±"));
    assertEquals("", Columns.STEADINESS.text().apply(row(comparison, READ_WARM)));
  }

  @Test
  void unverifiedAndFailedSamplesAreShownButNeverMixedIn() {
    Result result =
        sweep()
            .seconds(READ_COLD, 1, 1, 1)
            .unverified(READ_COLD, 100)
            .failed(READ_COLD, "killed")
            .failed(DIRECT_COLD, "no disk")
            .build();
    Comparison comparison = Comparison.of(List.of(result));
    ComparisonRow read = row(comparison, READ_COLD);
    assertEquals(1e9, read.summary().wallNanos().orElseThrow().high());
    assertEquals("3 + 1 unverified + 1 failed", Columns.SAMPLES.text().apply(read));
    ComparisonRow direct = row(comparison, DIRECT_COLD);
    assertEquals(Verdict.NOT_COMPARED, direct.verdict());
    assertEquals(List.of("no disk"), direct.summary().reasons());
    assertEquals("", Columns.TIME.text().apply(direct));
    assertEquals(read, comparison.bestFirst().getFirst());
  }

  @Test
  void tooFewSamplesForSoManyComparisonsAreSaidToBeTooFew() {
    List<String> threads = Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9).map(String::valueOf).toList();
    Results results = Results.sweeping("a", Map.of("threads", threads));
    threads.forEach(t -> results.seconds(cell("threads", t), 1, 2, 3, 4, 5));
    Comparison comparison = Comparison.of(List.of(results.build()));
    assertEquals(Verdict.TOO_FEW_SAMPLES, row(comparison, cell("threads", "2")).verdict());
    assertTrue(
        comparison.warnings().getFirst().contains("6 repetitions are enough"),
        comparison.warnings().toString());
  }

  @Test
  void aCellComparedWithItselfShowsNoDifferenceIn95Of100Comparisons() {
    Random random = new Random(3);
    int different = 0;
    for (int i = 0; i < 100; i++) {
      Result result =
          sweep().seconds(READ_COLD, noisy(random)).seconds(DIRECT_COLD, noisy(random)).build();
      Verdict verdict = row(Comparison.of(List.of(result)), DIRECT_COLD).verdict();
      different += verdict == Verdict.NO_DIFFERENCE_SHOWN ? 0 : 1;
    }
    assertTrue(different <= 5, different + " of 100 said different");
  }

  @Test
  void columnsGiveNumbersInTheirUnitAndTextWithIt() {
    Result result = sweep().seconds(READ_COLD, 2, 2, 2).seconds(DIRECT_COLD, 1, 1, 1).build();
    Comparison comparison = Comparison.of(List.of(result));
    ComparisonRow direct = row(comparison, DIRECT_COLD);
    assertEquals(1.0, Columns.TIME.number().apply(direct).orElseThrow());
    assertEquals("1.00 s", Columns.TIME.text().apply(direct));
    assertEquals("1.00 GB/s", Columns.RATE.text().apply(direct));
    assertEquals("-50.0 %", Columns.CHANGE.text().apply(direct));
    assertEquals("-50.0 … -50.0 %", Columns.CHANGE_INTERVAL.text().apply(direct));
    assertEquals("1.50 s", Columns.CPU.text().apply(direct));
    assertEquals("direct", Columns.axis(Axes.STRATEGY).text().apply(direct));
    List<String> titles = Columns.of(comparison).stream().map(Column::title).toList();
    assertEquals("Strategy", titles.getFirst());
    assertTrue(titles.contains(Axes.CACHE.title()));
    assertEquals(
        false, titles.contains(Axes.all().stream().map(Axis::title).toList().get(3)), "threads");
  }

  private static double[] noisy(Random random) {
    return random.doubles(5).map(_ -> 1 + 0.05 * random.nextGaussian()).toArray();
  }
}
