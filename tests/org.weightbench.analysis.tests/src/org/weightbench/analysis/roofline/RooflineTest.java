package org.weightbench.analysis.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Cell;
import org.weightbench.hardware.ceiling.Ceilings;

class RooflineTest {
  private static final ModelFacts FACTS =
      new ModelFacts(2_100_000_000L, Map.of("Q4_K", 3_000_000_000L, "Q6_K", 500_000_000L));

  @Test
  void theDeviceBindsAColdLoadFromASlowDisk() {
    Roofline roofline = roofline(Map.of("strategy", "direct", "cache", "cold"));

    Bound binding = roofline.binding().orElseThrow();
    assertEquals(Resource.DEVICE, binding.resource());
    assertEquals(10e9, binding.nanos(), 1e3);
    assertEquals(10e9 / 1.1, binding.low(), 1e3);
    assertEquals(10e9 / 0.9, binding.high(), 1e3);
  }

  @Test
  void aWarmLoadDoesNotUseTheDevice() {
    assertEquals(
        EnumSet.of(Resource.PAGE_CACHE, Resource.FRESH_MEMORY, Resource.MEMORY),
        resources(roofline(Map.of("strategy", "read", "cache", "warm"))));
    assertEquals(
        EnumSet.of(Resource.PAGE_FAULTS),
        resources(roofline(Map.of("strategy", "mmap", "cache", "warm", "deliver", "mapped"))));
  }

  @Test
  void aDirectLoadUsesTheDeviceEvenWhenThePageCacheIsWarm() {
    assertTrue(
        resources(roofline(Map.of("strategy", "direct", "cache", "warm")))
            .contains(Resource.DEVICE));
  }

  @Test
  void dequantizingTakesTheSumOfTheTypesAtTheCellsThreads() {
    Roofline roofline =
        roofline(Map.of("strategy", "read", "cache", "warm", "deliver", "f32", "threads", "2"));

    Bound dequantizing = bound(roofline, Resource.DEQUANTIZING);
    assertEquals(3e9 / 4 + 0.5e9 / 2, dequantizing.nanos(), 1e3);
    Bound fresh = bound(roofline, Resource.FRESH_MEMORY);
    assertEquals(3.5e9 * 4 / 8, fresh.nanos(), 1e3);
    assertEquals(Optional.of(fresh), roofline.binding());
  }

  @Test
  void theShareIsThatOfTheBindingCeilingAndMoreThanAllOfItIsDoubted() {
    Roofline roofline = roofline(Map.of("strategy", "direct", "cache", "cold"));

    assertEquals(0.8, roofline.share(12.5e9).orElse(0), 1e-9);
    assertEquals(Optional.empty(), roofline.doubt(10e9 / 1.04));
    assertTrue(
        roofline.doubt(10e9 / 1.06).orElse("").startsWith("faster than the storage device allows"));
  }

  @Test
  void withoutCeilingsThereIsNoShare() {
    Ceilings none = new Ceilings(1, "2026-01-02T03:04:05Z", "", "", 0, true, List.of(), List.of());
    Roofline roofline = Roofline.of(FACTS, new Cell(Map.of()), none);

    assertEquals(OptionalDouble.empty(), roofline.share(1e9));
    assertEquals(Optional.empty(), roofline.doubt(1));
  }

  @Test
  void aPartOfAModelHasItsMix() {
    ModelFacts half = FACTS.part(1_050_000_000L);

    assertEquals(Map.of("Q4_K", 1_500_000_000L, "Q6_K", 250_000_000L), half.weightsByType());
    assertEquals(1_750_000_000L, half.weights());
  }

  private static Roofline roofline(Map<String, String> settings) {
    return Roofline.of(FACTS, new Cell(settings), MeasuredMachine.ceilings());
  }

  private static EnumSet<Resource> resources(Roofline roofline) {
    return roofline.bounds().stream()
        .map(Bound::resource)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Resource.class)));
  }

  private static Bound bound(Roofline roofline, Resource resource) {
    return roofline.bounds().stream()
        .filter(bound -> bound.resource() == resource)
        .findFirst()
        .orElseThrow();
  }
}
