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
 * @param planned samples that the definition asks for at least; a precision may add some
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
    /**
     * All repetitions are there. A precision may ask for more of some cells, which the runner finds
     * out when it resumes the experiment.
     */
    REPEATED,
    /**
     * Samples are missing of an experiment with a budget. The folder does not tell whether the
     * budget ended it, as was asked, or somebody stopped it; it can be resumed.
     */
    ENDED_EARLY,
    /** Samples are missing, and nothing but a stop explains it; the experiment can be resumed. */
    INCOMPLETE,
    /** A file of the folder cannot be read. */
    UNREADABLE;

    /** Tells whether nothing writes to the result and its samples can be read. */
    public boolean isAtRest() {
      return this != RUNNING && this != UNREADABLE;
    }

    /** Tells whether resuming the experiment may add samples. */
    public boolean isResumable() {
      return this == REPEATED || this == ENDED_EARLY || this == INCOMPLETE;
    }
  }
}
