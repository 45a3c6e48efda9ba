package org.weightbench.analysis.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.prediction.Prediction.Expected;
import org.weightbench.analysis.roofline.MeasuredMachine;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.analysis.roofline.Resource;
import org.weightbench.experiment.Cell;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

class PredictorTest {
  private static final ModelFacts FACTS =
      new ModelFacts(2_000_000_000L, Map.of("Q4_K", 3_500_000_000L));

  @Test
  void aSlowDiskDecidesTheTimeOfAColdLoadAndTheIntervalIsWiderThanTheCeilings() {
    Expected expected = expected(Map.of("strategy", "direct", "cache", "cold"));

    assertEquals(Resource.DEVICE, expected.binding().resource());
    assertEquals(10e9, expected.nanos(), 1.5e9);
    assertTrue(expected.low() < 10e9 / 1.1 && expected.low() > 0, expected.toString());
    assertTrue(expected.high() > 10e9 / 0.9, expected.toString());
  }

  @Test
  void aMappingThatIsTouchedHasTheCeilingOfFaults() {
    Expected expected = expected(Map.of("strategy", "mmap", "cache", "cold", "deliver", "mapped"));

    assertEquals(20e9, expected.nanos(), 3e9);
  }

  @Test
  void everyWayIntoFreshMemoryHasACeilingOfItsOwn() {
    Map<String, CeilingKind> kinds =
        Map.of(
            "direct", CeilingKind.SEQUENTIAL_FRESH,
            "uring-direct", CeilingKind.SEQUENTIAL_FRESH,
            "read", CeilingKind.SEQUENTIAL_COLD_FRESH,
            "uring", CeilingKind.SEQUENTIAL_COLD_FRESH,
            "channel", CeilingKind.SEQUENTIAL_COLD_FRESH,
            "dontcache", CeilingKind.SEQUENTIAL_UNCACHED_FRESH,
            "mmap", CeilingKind.FAULT_COLD_FRESH,
            "mmap-prefetch", CeilingKind.PREFETCH_COLD_FRESH,
            "mmap-populate", CeilingKind.POPULATE_COLD_FRESH);

    kinds.forEach(
        (strategy, kind) -> {
          Ceilings ceilings = MeasuredMachine.ceilings().with(List.of(reads(kind, 0.1e9)));
          Map<String, String> copied = Map.of("strategy", strategy, "cache", "cold");
          Map<String, String> floats = with(copied, "deliver", "f32");
          assertEquals(20e9, expected(copied, ceilings).nanos(), 1e9, strategy);
          if (!strategy.equals("mmap-populate")) {
            assertEquals(expected(floats).nanos(), expected(floats, ceilings).nanos(), 1, strategy);
          }
        });
  }

  @Test
  void queuedReadsIntoFreshMemoryAreToldFromOthers() {
    Ceiling queued =
        new Ceiling(
            CeilingKind.SEQUENTIAL_COLD_FRESH,
            Conditions.requests(4 << 20, 16, 1),
            0.05e9,
            0.05e9,
            0.05e9,
            0.1,
            6,
            true);
    Ceilings ceilings =
        MeasuredMachine.ceilings()
            .with(List.of(queued, reads(CeilingKind.SEQUENTIAL_COLD_FRESH, 0.1e9)));

    assertEquals(20e9, expected(Map.of("strategy", "read"), ceilings).nanos(), 1e9);
    assertEquals(40e9, expected(Map.of("strategy", "uring"), ceilings).nanos(), 2e9);
  }

  @Test
  void noWayOfReadingIsFasterThanRestedStorage() {
    Ceilings ceilings =
        MeasuredMachine.ceilings().with(List.of(reads(CeilingKind.SEQUENTIAL_RESTED, 0.1e9)));

    for (String strategy : List.of("read", "mmap", "uring", "direct")) {
      Map<String, String> settings = Map.of("strategy", strategy, "cache", "cold");
      assertEquals(20e9, expected(settings, ceilings).nanos(), 1e9, strategy);
    }
  }

  @Test
  void aFileThatIsReadAheadOfItsMappingComesAsOneReaderGetsIt() {
    Map<String, String> mapped = Map.of("deliver", "mapped", "cache", "cold", "threads", "4");
    Expected prefetched = expected(with(mapped, "strategy", "mmap-prefetch"));

    assertEquals(2e9 / 0.19e9 * 1e9, prefetched.nanos(), 0.5e9);
    assertTrue(prefetched.nanos() < expected(with(mapped, "strategy", "mmap")).nanos() * 0.6);
  }

  @Test
  void moreThreadsDequantizeFasterUntilTheProcessorsAreBusy() {
    Expected one = expected(warmFloats("1"));
    Expected two = expected(warmFloats("2"));
    Expected eight = expected(warmFloats("8"));

    assertTrue(two.nanos() < one.nanos() * 0.75, two + " and " + one);
    assertTrue(eight.nanos() <= two.nanos() * 1.01, eight + " and " + two);
    assertTrue(eight.nanos() > two.nanos() * 0.5, eight + " and " + two);
  }

  @Test
  void whatIsNotMeasuredIsNotPredicted() {
    assertEquals(
        Optional.empty(),
        predictor(MeasuredMachine.ceilings(), 4)
            .predict(new Cell(Map.of("cache", "warm", "deliver", "bf16")))
            .expected());
    assertEquals(
        "what the page cache does is open with cache asis",
        predictor(MeasuredMachine.ceilings(), 4)
            .predict(new Cell(Map.of("cache", "asis")))
            .problem());
  }

  @Test
  void aFasterDiskMakesTheLoadFasterInProportionWhileTheDiskBinds() {
    Map<String, String> cold = Map.of("strategy", "direct", "cache", "cold");
    ImaginedMachine faster =
        new ImaginedMachine(OptionalDouble.of(0.42e9), OptionalDouble.empty(), OptionalInt.empty());

    double before = expected(cold).nanos();
    double after =
        predictor(faster.ceilings(MeasuredMachine.ceilings()), 4)
            .predict(new Cell(cold))
            .expected()
            .orElseThrow()
            .nanos();

    assertEquals(before / 2, after, before * 0.05);
  }

  @Test
  void noDiskIsFasterThanTheProcessorsThatReadIt() {
    ImaginedMachine infinite =
        new ImaginedMachine(OptionalDouble.of(1e15), OptionalDouble.empty(), OptionalInt.empty());

    Ceiling cold =
        infinite.ceilings(MeasuredMachine.ceilings()).best(CeilingKind.FAULT_COLD, 1).orElseThrow();

    assertEquals(0.1e9 / 0.1, cold.median(), 1);
    assertEquals(1, cold.busyProcessors(), 1e-9);
  }

  @Test
  void moreCoresAddUpUntilMemoryIsBusy() {
    ImaginedMachine larger =
        new ImaginedMachine(OptionalDouble.empty(), OptionalDouble.of(200e9), OptionalInt.of(32));

    Ceilings imagined = larger.ceilings(MeasuredMachine.ceilings());

    assertEquals(200e9, imagined.best(CeilingKind.MEMORY_READ, 32).orElseThrow().median(), 1);
    assertEquals(32e9, imagined.dequantize("Q6_K", "F32", 32).orElseThrow().median(), 1);
    double bytesOfAWeight = 144.0 / 256 + 4;
    assertEquals(
        200e9 / bytesOfAWeight, imagined.dequantize("Q4_K", "F32", 32).orElseThrow().median(), 1);
    assertEquals(
        MeasuredMachine.ceilings().best(CeilingKind.SEQUENTIAL_DIRECT),
        imagined.best(CeilingKind.SEQUENTIAL_DIRECT));
  }

  @Test
  void theMachineAsItIsHasItsOwnCeilings() {
    assertEquals(
        MeasuredMachine.ceilings(), ImaginedMachine.AS_IT_IS.ceilings(MeasuredMachine.ceilings()));
  }

  private static Map<String, String> warmFloats(String threads) {
    return Map.of("strategy", "read", "cache", "warm", "deliver", "f32", "threads", threads);
  }

  private static Map<String, String> with(Map<String, String> settings, String axis, String value) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(axis, value);
    return all;
  }

  private static Ceiling reads(CeilingKind kind, double rate) {
    return new Ceiling(kind, Conditions.requests(4 << 20, 1, 1), rate, rate, rate, 0.1, 6, true);
  }

  private static Expected expected(Map<String, String> settings) {
    return expected(settings, MeasuredMachine.ceilings());
  }

  private static Expected expected(Map<String, String> settings, Ceilings ceilings) {
    return predictor(ceilings, 4).predict(new Cell(settings)).expected().orElseThrow();
  }

  private static Predictor predictor(Ceilings ceilings, int processors) {
    return new Predictor(FACTS, ceilings, processors);
  }
}
