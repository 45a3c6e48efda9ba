package org.weightbench.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.GroupMemoryMeasurement;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.hardware.Machine;

/** Builds results with chosen load times. */
final class Results {
  private static final long LOGICAL_BYTES = 1_000_000_000;

  private final String name;
  private final Map<String, List<String>> sweep;
  private final List<Sample> samples = new ArrayList<>();
  private Optional<ModelRecord> model = Optional.empty();
  private Optional<Machine> machine = Optional.empty();

  private Results(String name, Map<String, List<String>> sweep) {
    this.name = name;
    this.sweep = sweep;
  }

  static Results sweeping(String name, Map<String, List<String>> sweep) {
    return new Results(name, sweep);
  }

  static Cell cell(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new Cell(map);
  }

  Results seconds(Cell cell, double... seconds) {
    for (double value : seconds) {
      add(cell, Status.VERIFIED, value);
    }
    return this;
  }

  /** A load after which its control group was as given, in bytes. */
  Results inGroup(Cell cell, double seconds, GroupMemoryMeasurement group) {
    Details details =
        new Details(
            null, Map.of(), null, List.of(), List.of(), null, null, null, null, List.of(), null,
            group, null);
    add(cell, Status.VERIFIED, seconds, details);
    return this;
  }

  Results unverified(Cell cell, double seconds) {
    add(cell, Status.UNVERIFIED, seconds);
    return this;
  }

  Results failed(Cell cell, String reason) {
    int run = samples.size() + 1;
    samples.add(new Sample(1, run, run, cell, "t", Status.FAILED, reason, null));
    return this;
  }

  Results weights(String contentHash) {
    model =
        Optional.of(
            new ModelRecord(1, "/m", "m", "llama", 1, 1, 1, LOGICAL_BYTES, contentHash, List.of()));
    return this;
  }

  Results on(Machine measuredOn) {
    machine = Optional.of(measuredOn);
    return this;
  }

  Result build() {
    return Result.of(
        new ResultFolder(Path.of("/results", name)),
        new ExperimentDefinition(name, new ModelFile(Path.of("/m.gguf")), sweep, 5, 1),
        machine,
        model,
        samples);
  }

  private void add(Cell cell, Status status, double seconds) {
    add(cell, status, seconds, null);
  }

  private void add(Cell cell, Status status, double seconds, @Nullable Details details) {
    int run = samples.size() + 1;
    Measurement measurement =
        new Measurement(
            Math.round(seconds * 1e9),
            Math.round(seconds * 1e9),
            List.of(),
            "read",
            "read",
            LOGICAL_BYTES,
            LOGICAL_BYTES,
            new ResidencyMeasurement(0.0, "cachestat"),
            new ResidencyMeasurement(1.0, "cachestat"),
            LOGICAL_BYTES,
            LOGICAL_BYTES,
            new Counters(1_000_000_000, 500_000_000, 0, 0, 0, 0, 0),
            details);
    samples.add(new Sample(1, run, run, cell, "t", status, null, measurement));
  }
}
