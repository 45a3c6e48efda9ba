package org.weightbench.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import org.weightbench.experiment.internal.Json;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.Ceilings;

/** What a process that measures ceilings tells, one JSON object a line on standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CeilingEvent.Working.class, name = "working"),
  @JsonSubTypes.Type(value = CeilingEvent.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = CeilingEvent.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = CeilingEvent.Failed.class, name = "failed")
})
public sealed interface CeilingEvent {

  /**
   * Something is being measured.
   *
   * @param share of the whole that is done, 0 to 1
   * @param what such as 'Random read, direct'
   */
  record Working(double share, String what) implements CeilingEvent {}

  /**
   * A ceiling is known.
   *
   * @param ceiling the ceiling
   */
  record Measured(Ceiling ceiling) implements CeilingEvent {}

  /**
   * The measurement is over; the last event.
   *
   * @param ceilings all of them, incomplete when it was cancelled
   */
  record Finished(Ceilings ceilings) implements CeilingEvent {}

  /**
   * Nothing can be measured; the last event.
   *
   * @param problem why not, as a sentence
   */
  record Failed(String problem) implements CeilingEvent {}

  /** Writes the event as one line of JSON, without line end. */
  default String toJson() {
    return Json.line(this);
  }

  /**
   * Reads an event.
   *
   * @throws IOException when the line is no event
   */
  static CeilingEvent fromJson(String line) throws IOException {
    return Json.read(line, CeilingEvent.class);
  }
}
