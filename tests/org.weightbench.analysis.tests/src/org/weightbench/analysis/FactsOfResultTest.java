package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.weightbench.analysis.Results.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.analysis.diagnosis.Facts;
import org.weightbench.analysis.diagnosis.LoadFacts;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Subject;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Sample.GroupMemoryMeasurement;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

class FactsOfResultTest {
  private static final Cell READ = cell("strategy", "read");
  private static final Cell MMAP = cell("strategy", "mmap");
  private static final Cell WARM = cell("strategy", "read", "cache", "warm");

  private static Ceiling reads(CeilingKind kind, double rate, long block, int depth, int threads) {
    return new Ceiling(
        kind, Conditions.requests(block, depth, threads), rate, rate, rate, 0, 5, true);
  }

  private static Facts facts() {
    Result result =
        Results.sweeping("a", Map.of())
            .seconds(READ, 2, 3, 1)
            .seconds(MMAP, 4)
            .failed(MMAP, "killed")
            .unverified(WARM, 5)
            .on(MachineInventory.read(List.of()))
            .weights("aa")
            .build();
    Ceilings ceilings =
        new Ceilings(
            Ceilings.SCHEMA,
            "2026-11-24T00:00:00Z",
            "/m",
            "ext4",
            1,
            true,
            List.of(
                reads(CeilingKind.SEQUENTIAL_DIRECT, 2e9, 1 << 20, 16, 2),
                reads(CeilingKind.SEQUENTIAL_DIRECT, 1e9, 1 << 20, 1, 1),
                reads(CeilingKind.RANDOM_DIRECT, 4.096e6, 4096, 1, 1)),
            List.of());
    return Facts.of(result, Optional.of(ceilings));
  }

  @Test
  void numbersOfALoadAreMediansOfItsSamplesThatCount() {
    LoadFacts read = facts().loads().getFirst();
    assertEquals(READ, read.cell());
    assertTrue(read.verified());
    assertEquals(2.0, read.numbers().get(Measure.LOAD_SECONDS));
    assertEquals(0.5e9, read.numbers().get(Measure.LOAD_RATE));
    assertEquals(1.0, read.numbers().get(Measure.THREADS));
    assertEquals("read", read.words().get(Word.BOUND_BY));
    LoadFacts mmap = facts().loads().get(1);
    assertEquals("killed", mmap.words().get(Word.PROBLEM));
    LoadFacts warm = facts().loads().get(2);
    assertFalse(warm.verified());
    assertEquals(5.0, warm.numbers().get(Measure.LOAD_SECONDS));
  }

  @Test
  void ceilingsAndMachineAreAroundEveryLoad() {
    Facts facts = facts();
    assertEquals(2e9, facts.numbers().get(Measure.CEILING_DIRECT));
    assertEquals(1e9, facts.numbers().get(Measure.CEILING_DIRECT_SINGLE));
    assertEquals(1000.0, facts.numbers().get(Measure.CEILING_RANDOM));
    assertEquals(0.001, facts.numbers().get(Measure.READ_LATENCY));
    assertTrue(facts.numbers().get(Measure.MEMORY) > 0);
    assertFalse(facts.numbers().containsKey(Measure.NFS_REQUEST_BYTES));
  }

  @Test
  void theFastestLoadOfEachConditionIsJudgedAndEveryDoubtfulOne() {
    assertEquals(
        List.of(WARM, READ),
        facts().subjects().stream().map(Subject::load).map(LoadFacts::cell).toList());
  }

  @Test
  void aGroupThatIsFullOfPageCacheIsToldAsSuch() {
    Result result =
        Results.sweeping("a", Map.of())
            .inGroup(READ, 1, new GroupMemoryMeasurement(1000, 980, 700))
            .build();
    Facts facts = Facts.of(result, Optional.empty());
    Map<Measure, Double> numbers = facts.loads().getFirst().numbers();
    assertEquals(1000.0, numbers.get(Measure.MEMORY_LIMIT));
    assertEquals(980.0, numbers.get(Measure.GROUP_MEMORY));
    assertEquals(700.0, numbers.get(Measure.GROUP_CACHE));
    assertTrue(
        Diagnosis.of(facts).findings().stream().anyMatch(f -> f.rule().equals("cache-in-group")));
  }
}
