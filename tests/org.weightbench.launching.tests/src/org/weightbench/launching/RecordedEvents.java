package org.weightbench.launching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.weightbench.experiment.ExperimentEvent;

/**
 * What a runner said on its standard output when it ran strategies mmap and read, cold and warm,
 * twice each, on a model of 260 K parameters.
 */
final class RecordedEvents {

  private RecordedEvents() {}

  static List<ExperimentEvent> all() {
    try (InputStream in = RecordedEvents.class.getResourceAsStream("recorded.events.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(RecordedEvents::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExperimentEvent read(String line) {
    try {
      return ExperimentEvent.fromJson(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
