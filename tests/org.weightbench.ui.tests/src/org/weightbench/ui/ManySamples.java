package org.weightbench.ui;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;

/** A result of many samples, as a long experiment leaves it. */
final class ManySamples {
  /** How many cells it has. */
  static final int CELLS = 1000;

  /** How many samples it has. */
  static final int SAMPLES = 10_000;

  private ManySamples() {}

  /** Writes the folder. */
  static ResultFolder write(Path root) throws IOException {
    ExperimentDefinition definition =
        new ExperimentDefinition(
            "many",
            new ModelSource.ModelFile(root.resolve("many.gguf")),
            Map.of(
                "strategy", List.of("mmap", "read", "direct", "uring", "channel"),
                "cache", List.of("cold", "warm"),
                "threads", IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList()),
            SAMPLES / CELLS,
            1);
    List<Cell> cells = definition.combinations();
    ResultFolder folder = ResultFolder.create(root, definition, LocalDateTime.of(2026, 1, 1, 0, 0));
    Random random = new Random(7);
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (int run = 1; run <= SAMPLES; run++) {
      int cell = (run - 1) % cells.size();
      long nanos = Math.round(1e9 * (1 + cell * 0.01 + random.nextGaussian() * 0.05));
      lines.append(json.writeValueAsString(sample(run, cells.get(cell), nanos))).append('\n');
    }
    folder.write(ResultFolder.SAMPLES, lines.toString());
    return folder;
  }

  private static Sample sample(int run, Cell cell, long nanos) {
    Sample.ResidencyMeasurement none = new Sample.ResidencyMeasurement(0.0, "cachestat");
    return new Sample(
        1,
        run,
        (run - 1) / CELLS + 1,
        cell,
        "2026-01-01T00:00:00Z",
        Sample.Status.VERIFIED,
        null,
        new Sample.Measurement(
            nanos,
            1L << 30,
            List.of(),
            "read",
            "read",
            1,
            1,
            none,
            none,
            null,
            null,
            new Sample.Counters(nanos / 4, nanos / 3, 100, 1, 0, 0, 0)));
  }
}
