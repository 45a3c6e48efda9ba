package org.weightbench.experiment.internal;

import java.io.IOException;

/** A file that a newer version wrote, in a way that this one cannot know. */
public final class NewerSchemaException extends IOException {
  private static final long serialVersionUID = 1;

  NewerSchemaException(int found, int known) {
    super(
        "found schema "
            + found
            + ", which a newer Weightbench wrote, expected at most "
            + known
            + "; read it with that version");
  }
}
