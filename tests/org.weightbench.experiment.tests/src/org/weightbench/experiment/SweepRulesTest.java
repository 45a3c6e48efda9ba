package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.ModelSource.ModelFile;

class SweepRulesTest {
  private static final Map<String, List<String>> SWEEP =
      Map.of(
          "strategy", List.of("mmap", "read", "direct"),
          "threads", List.of("1", "2", "4"),
          "chunk", List.of("1 MiB", "4 MiB", "16 MiB"));

  private static ExperimentDefinition definition(SweepRules rules, long seed) {
    return new ExperimentDefinition(
        "rules",
        new ModelFile(Path.of("m.gguf")),
        SWEEP,
        rules,
        1,
        Optional.empty(),
        Optional.empty(),
        seed);
  }

  /** Names each cell by what is swept. */
  private static List<String> cells(SweepRules rules) {
    return definition(rules, 1).combinations().stream()
        .map(
            cell ->
                cell.text(Axes.STRATEGY)
                    + " "
                    + cell.text(Axes.THREADS)
                    + " "
                    + cell.text(Axes.CHUNK).replace(" MiB", ""))
        .toList();
  }

  private static CellPattern pattern(String axis, String... values) {
    return new CellPattern(Map.of(axis, List.of(values)));
  }

  @Test
  void withoutRulesAllIsCombinedWithAll() {
    List<String> cells = cells(SweepRules.GRID);
    assertEquals(27, new HashSet<>(cells).size());
    assertEquals(List.of("mmap 1 1", "mmap 1 4", "mmap 1 16", "mmap 2 1"), cells.subList(0, 4));
  }

  @Test
  void excludedCombinationsAreLeftOutAndOnlyKeepsWhatFitsOneOfItsPatterns() {
    CellPattern both =
        new CellPattern(Map.of("strategy", List.of("read"), "chunk", List.of("1 MiB", "4 MiB")));
    List<String> without = cells(SweepRules.GRID.withPatterns(List.of(both), List.of()));
    assertEquals(21, without.size());
    assertTrue(without.contains("read 1 16"), without.toString());
    List<String> kept =
        cells(
            SweepRules.GRID.withPatterns(
                List.of(pattern("threads", "4")), List.of(both, pattern("strategy", "direct"))));
    assertEquals(
        List.of(
            "read 1 1",
            "read 1 4",
            "read 2 1",
            "read 2 4",
            "direct 1 1",
            "direct 1 4",
            "direct 1 16",
            "direct 2 1",
            "direct 2 4",
            "direct 2 16"),
        kept);
  }

  @Test
  void pairedAxesGoTogether() {
    List<String> cells = cells(SweepRules.GRID.withPairs(List.of(List.of("chunk", "threads"))));
    assertEquals(9, cells.size());
    assertEquals(List.of("mmap 1 1", "mmap 2 4", "mmap 4 16", "read 1 1"), cells.subList(0, 4));
  }

  @Test
  void aroundABaseOneAxisIsChangedAtATime() {
    List<String> cells = cells(SweepRules.GRID.withAround(Map.of("threads", "2")));
    assertEquals(
        List.of(
            "mmap 2 1", "read 2 1", "direct 2 1", "mmap 1 1", "mmap 4 1", "mmap 2 4", "mmap 2 16"),
        cells);
  }

  @Test
  void aroundABaseAPairIsOneAxis() {
    List<String> cells =
        cells(
            SweepRules.GRID
                .withPairs(List.of(List.of("threads", "chunk")))
                .withAround(Map.of("strategy", "direct")));
    assertEquals(List.of("direct 1 1", "mmap 1 1", "read 1 1", "direct 2 4", "direct 4 16"), cells);
  }

  @Test
  void theSeedDecidesWhatIsDrawnAndTheOrderStays() {
    SweepRules rules = SweepRules.GRID.withRandom(6);
    List<Cell> all = definition(SweepRules.GRID, 1).combinations();
    List<Cell> drawn = definition(rules, 1).combinations();
    assertEquals(6, drawn.size());
    assertEquals(all.stream().filter(drawn::contains).toList(), drawn);
    assertEquals(drawn, definition(rules, 1).combinations());
    assertNotEquals(drawn, definition(rules, 2).combinations());
    assertEquals(all, definition(SweepRules.GRID.withRandom(1000), 1).combinations());
  }

  @Test
  void rulesThatDoNotSuitTheSweepAreRefused() {
    Map<String, List<String>> uneven =
        Map.of("threads", List.of("1", "2"), "chunk", List.of("1 MiB"));
    ExperimentDefinition grid = definition(SweepRules.GRID, 1);
    SweepRules paired = SweepRules.GRID.withPairs(List.of(List.of("threads", "chunk")));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> grid.withSweep(uneven, paired));
    assertEquals(
        "pair: threads has 2 values and chunk has 1, expected equally many", e.getMessage());
  }
}
