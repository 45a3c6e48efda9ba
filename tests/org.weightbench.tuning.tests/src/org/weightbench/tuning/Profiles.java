package org.weightbench.tuning;

import java.util.HashMap;
import java.util.Map;
import org.weightbench.experiment.Cell;

/** Profiles as a tuning run would save them. */
final class Profiles {

  private Profiles() {}

  static TuningProfile of(String name, Map<SystemSetting, String> system, String... settings) {
    Map<String, String> cell = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      cell.put(settings[i], settings[i + 1]);
    }
    return new TuningProfile(
        name,
        "2026-11-24T18:00:00Z",
        new Cell(cell).settings(),
        system,
        new Support(
            "/results/tune-1", "Llama 3", "/models/it's llama.gguf", "abc", 1.5, 1.4, 1.6, 8, 120),
        new Fingerprint(Map.of("processor", "A", "read-ahead", "128 KiB")));
  }
}
