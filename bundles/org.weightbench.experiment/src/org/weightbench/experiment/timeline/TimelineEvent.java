package org.weightbench.experiment.timeline;

import java.util.Arrays;
import java.util.Optional;

/**
 * Something that happened at one moment.
 *
 * @param nanos from the timeline's origin
 * @param kind what happened
 * @param detail more about it: the layer's number, the reason; may be empty
 */
public record TimelineEvent(long nanos, Kind kind, String detail) {
  /** What can happen. */
  public enum Kind {
    /** The measured load starts. */
    LOAD_STARTED("load-started"),
    /** The last tensor is ready. */
    LOAD_ENDED("load-ended"),
    /** A layer (block) of the model is ready; the detail is its number. */
    LAYER_READY("layer-ready"),
    /** Something else, in words. */
    NOTE("note");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name in a file. */
    public String label() {
      return label;
    }

    static Optional<Kind> of(String label) {
      return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
  }
}
