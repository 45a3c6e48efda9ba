package org.weightbench.tuning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Storage;
import org.weightbench.hardware.Unit;
import org.weightbench.hardware.Units;

/**
 * What a machine is, as far as a profile depends on it.
 *
 * @param facts values with units by title, in a fixed order
 */
public record Fingerprint(Map<String, String> facts) {
  /** Title of the fact that names the device as it states its model. */
  public static final String DEVICE = "device";

  /**
   * One fact in which two machines differ.
   *
   * @param title what differs
   * @param saved value in the profile, or 'unknown'
   * @param here value of the other machine, or 'unknown'
   */
  public record Difference(String title, String saved, String here) {}

  /** Copies the facts. */
  public Fingerprint {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Takes the facts of a machine; those of its first model's storage. They are compared with those
   * of others, so that they are written in standard units whatever a person prefers.
   */
  public static Fingerprint of(Machine machine) {
    return Units.STANDARD.during(() -> written(machine));
  }

  private static Fingerprint written(Machine machine) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "processor", machine.processor().model());
    put(facts, "processors", machine.processor().logicalCores().map(String::valueOf));
    put(facts, "memory", machine.memory().totalBytes().map(Unit.BYTES::text));
    put(facts, "NUMA nodes", machine.memory().numaNodes().map(n -> String.valueOf(n.size())));
    put(facts, "transparent huge pages", machine.memory().transparentHugePages());
    put(facts, "kernel", machine.operatingSystem().kernel());
    put(facts, "memory limit", machine.limits().memoryBytes().map(Unit.BYTES::text));
    put(facts, "processor limit", machine.limits().processors().map(String::valueOf));
    machine.storage().stream().findFirst().ifPresent(storage -> storage(facts, storage));
    return new Fingerprint(facts);
  }

  private static void storage(Map<String, String> facts, Storage storage) {
    put(facts, "file system", storage.fileSystem());
    List<Storage.Device> devices = storage.devices().orElse(List.of());
    Optional<Storage.Device> leaf = devices.stream().filter(Storage.Device::leaf).findFirst();
    leaf.ifPresent(
        device -> {
          put(facts, DEVICE, device.model());
          put(facts, "transport", device.transport());
          put(facts, "rotational", device.rotational().map(spins -> spins ? "yes" : "no"));
        });
    devices.stream()
        .findFirst()
        .ifPresent(d -> put(facts, "read-ahead", d.readAheadKib().map(Unit.KIBIBYTES::text)));
  }

  private static void put(Map<String, String> facts, String title, Reading<String> reading) {
    reading.find().ifPresent(value -> facts.put(title, value));
  }

  /** Returns the facts in which another machine differs from this one. */
  public List<Difference> differences(Fingerprint here) {
    Set<String> titles = new LinkedHashSet<>(facts.keySet());
    titles.addAll(here.facts.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String title : titles) {
      String saved = facts.getOrDefault(title, "unknown");
      String found = here.facts.getOrDefault(title, "unknown");
      if (!saved.equals(found)) {
        differences.add(new Difference(title, saved, found));
      }
    }
    return differences;
  }
}
