package org.weightbench.ui;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.experiment.timeline.TimelineHeader;
import org.weightbench.experiment.timeline.TimelineLog;
import org.weightbench.testing.Fixtures;

/**
 * A result of two cells with a timeline of each sample. The slower one, {@code mmap}, has a
 * finding: its cold loads came from the page cache.
 */
public final class LinkedResult {
  /** Samples of each cell. */
  static final int REPETITIONS = 4;

  /** Bytes that each load reads: 1 GiB. */
  static final long BYTES = 1L << 30;

  private static final long SECOND = 1_000_000_000;

  private LinkedResult() {}

  /** Writes the result, with a real model beside it. */
  public static ResultFolder write(Path root) throws IOException {
    Path model = Fixtures.STORIES_F32.copyTo(root);
    ExperimentDefinition definition =
        new ExperimentDefinition(
            "linked",
            new ModelSource.ModelFile(model),
            Map.of("strategy", List.of("mmap", "read"), "cache", List.of("cold")),
            REPETITIONS,
            1);
    ResultFolder folder = ResultFolder.create(root, definition, LocalDateTime.of(2026, 1, 1, 0, 0));
    folder.writeJson(
        ResultFolder.MODEL,
        new ModelRecord(
            ModelRecord.SCHEMA,
            model.toString(),
            "tiny",
            "llama",
            1,
            BYTES,
            1,
            BYTES,
            "",
            List.of()));
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    int run = 1;
    for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
      for (Cell cell : definition.combinations()) {
        boolean mapped = cell.text(Axes.STRATEGY).equals("mmap");
        long nanos = (mapped ? 3 : 1) * SECOND / 2 + repetition * SECOND / 10;
        lines.append(json.writeValueAsString(sample(run, repetition, cell, nanos, mapped)));
        lines.append('\n');
        timeline(folder.timelineFile(run), nanos);
        run++;
      }
    }
    folder.write(ResultFolder.SAMPLES, lines.toString());
    return folder;
  }

  private static Sample sample(int run, int repetition, Cell cell, long nanos, boolean cached) {
    Sample.ResidencyMeasurement resident =
        new Sample.ResidencyMeasurement(cached ? 0.5 : 0.0, "cachestat");
    return new Sample(
        Sample.SCHEMA,
        run,
        repetition,
        cell,
        "2026-01-01T00:00:%02dZ".formatted(run),
        Sample.Status.VERIFIED,
        null,
        new Sample.Measurement(
            nanos,
            nanos,
            List.of(),
            "read",
            cell.text(Axes.STRATEGY),
            BYTES,
            BYTES,
            resident,
            resident,
            cached ? 0 : BYTES,
            cached ? 0 : BYTES,
            null));
  }

  private static void timeline(Path file, long nanos) throws IOException {
    Files.createDirectories(file.getParent());
    List<Channel> channels = List.of(new Channel(Quantity.DEVICE_READ_BYTES, "vda"));
    TimelineHeader header = TimelineHeader.of("2026-01-01T00:00:00Z", channels, List.of());
    try (TimelineLog log = TimelineLog.create(file, header)) {
      log.event(new TimelineEvent(0, TimelineEvent.Kind.LOAD_STARTED, ""));
      for (int tick = 0; tick <= 10; tick++) {
        log.tick(tick * nanos / 10, new long[] {tick * BYTES / 10});
      }
      log.event(new TimelineEvent(nanos, TimelineEvent.Kind.LOAD_ENDED, ""));
    }
  }
}
