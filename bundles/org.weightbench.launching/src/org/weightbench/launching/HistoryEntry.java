package org.weightbench.launching;

import java.time.Instant;
import java.util.Optional;
import org.weightbench.experiment.ResultFolder;

/**
 * One result folder in the history.
 *
 * @param folder the folder
 * @param name name of the experiment, or of the folder where the definition cannot be read
 * @param model name of the model; empty where it is not known
 * @param done samples in the folder
 * @param planned samples that the definition asks for
 * @param started when the experiment was started
 * @param state how it stands
 * @param problem why it cannot be read, where it cannot
 */
public record HistoryEntry(
    ResultFolder folder,
    String name,
    String model,
    int done,
    int planned,
    Instant started,
    State state,
    Optional<String> problem) {

  /** How a result stands. */
  public enum State {
    /** A launch of this session writes to it. */
    RUNNING,
    /** All planned samples are there. */
    COMPLETE,
    /** Samples are missing; the experiment can be resumed. */
    INCOMPLETE,
    /** A file of the folder cannot be read. */
    UNREADABLE
  }
}
