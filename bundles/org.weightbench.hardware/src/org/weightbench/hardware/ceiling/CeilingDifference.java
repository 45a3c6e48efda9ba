package org.weightbench.hardware.ceiling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one ceiling differs between two machines, or one machine at two times.
 *
 * @param kind the stage
 * @param conditions what both were measured with
 * @param first of the first machine; empty when it was not measured there
 * @param second of the second machine; empty when it was not measured there
 */
public record CeilingDifference(
    CeilingKind kind, Conditions conditions, Optional<Ceiling> first, Optional<Ceiling> second) {

  /**
   * So many samples at least make an interval that holds the median in 95 of 100 cases; the least
   * and the greatest of five do so in 94 (David and Nagaraja 2003, section 7.1).
   */
  private static final int LEAST_SAMPLES = 6;

  private record Key(CeilingKind kind, Conditions conditions) {}

  /** Compares all ceilings, in the order of their kinds. */
  public static List<CeilingDifference> between(Ceilings first, Ceilings second) {
    Map<Key, Ceiling> before = byKey(first);
    Map<Key, Ceiling> after = byKey(second);
    Map<Key, Ceiling> keys = new LinkedHashMap<>(before);
    after.forEach(keys::putIfAbsent);
    List<CeilingDifference> differences = new ArrayList<>();
    for (CeilingKind kind : CeilingKind.values()) {
      for (Key key : keys.keySet()) {
        if (key.kind() == kind) {
          differences.add(
              new CeilingDifference(
                  kind,
                  key.conditions(),
                  Optional.ofNullable(before.get(key)),
                  Optional.ofNullable(after.get(key))));
        }
      }
    }
    return differences;
  }

  private static Map<Key, Ceiling> byKey(Ceilings ceilings) {
    Map<Key, Ceiling> byKey = new LinkedHashMap<>();
    for (Ceiling ceiling : ceilings.ceilings()) {
      byKey.put(new Key(ceiling.kind(), ceiling.conditions()), ceiling);
    }
    return byKey;
  }

  /** Returns by which share the second is higher than the first; empty when one is missing. */
  public Optional<Double> change() {
    return first.flatMap(a -> second.map(b -> b.median() / a.median() - 1));
  }

  /** Returns whether both are there with samples enough for their intervals to say something. */
  public boolean judged() {
    return first.isPresent()
        && second.isPresent()
        && Math.min(first.get().samples(), second.get().samples()) >= LEAST_SAMPLES;
  }

  /** Returns whether both can be judged and their intervals lie apart. */
  public boolean shown() {
    return judged()
        && (first.get().high() < second.get().low() || second.get().high() < first.get().low());
  }
}
