package org.weightbench.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.internal.Json;

/** What a running experiment tells, one JSON object a line on standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExperimentEvent.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = ExperimentEvent.Working.class, name = "working"),
  @JsonSubTypes.Type(value = ExperimentEvent.SampleStarted.class, name = "sample-started"),
  @JsonSubTypes.Type(value = ExperimentEvent.SampleFinished.class, name = "sample-finished"),
  @JsonSubTypes.Type(value = ExperimentEvent.Finished.class, name = "finished")
})
public sealed interface ExperimentEvent {

  /**
   * The plan stands and the result folder exists.
   *
   * @param folder result folder, absolute
   * @param name name of the experiment
   * @param cells cells that will be run
   * @param skipped combinations that will not, each with its reason
   * @param done samples that an earlier run left
   * @param total samples in all
   * @param cost what the missing ones take; absent where that is not known, or nothing is missing
   * @param notes what a person should know before it goes on; absent in events of older versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Planned(
      String folder,
      String name,
      List<Cell> cells,
      List<ExperimentPlan.SkippedCell> skipped,
      int done,
      int total,
      @Nullable ExpectedCost cost,
      List<String> notes)
      implements ExperimentEvent {
    /** Copies the lists. */
    public Planned {
      cells = List.copyOf(cells);
      skipped = List.copyOf(skipped);
      notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
    }
  }

  /**
   * What samples take, before they are measured.
   *
   * @param logicalBytes bytes of the tensors that they load
   * @param deviceBytes those of them that must come from the device
   * @param nanos expected time, without verifying what strategies deliver
   * @param method how the time was estimated, as a person reads it
   */
  record ExpectedCost(long logicalBytes, long deviceBytes, long nanos, String method) {}

  /**
   * Something untimed goes on: the model is made, read once or verified.
   *
   * @param what what is done, as a person reads it
   * @param done bytes or steps done
   * @param total bytes or steps in all
   */
  record Working(String what, long done, long total) implements ExperimentEvent {}

  /**
   * A sample starts.
   *
   * @param run number of the run
   * @param cell its settings
   * @param repetition repetition of the cell
   */
  record SampleStarted(int run, Cell cell, int repetition) implements ExperimentEvent {}

  /**
   * A sample is in the result folder.
   *
   * @param sample the sample
   * @param done samples done
   * @param total samples in all
   * @param remainingNanos expected time to the end
   */
  record SampleFinished(Sample sample, int done, int total, long remainingNanos)
      implements ExperimentEvent {}

  /**
   * The run is over.
   *
   * @param outcome how it ended
   * @param folder result folder, absolute; absent when the run ended before there was one
   * @param message what a person should know; absent when all went well
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Finished(Outcome outcome, @Nullable String folder, @Nullable String message)
      implements ExperimentEvent {}

  /** How a run ended. */
  enum Outcome {
    /** Every planned sample is in the folder. */
    COMPLETED,
    /** It was stopped; the folder can be resumed. */
    INTERRUPTED,
    /** It could not go on; the message says why. */
    FAILED
  }

  /** Writes the event as one line of JSON, without line end. */
  default String toJson() {
    return Json.line(this);
  }

  /**
   * Reads an event.
   *
   * @throws IOException when the line is no event
   */
  static ExperimentEvent fromJson(String line) throws IOException {
    return Json.read(line, ExperimentEvent.class);
  }
}
