package org.weightbench.cli.internal;

/** A command cannot do what was asked; the message is one sentence for the user. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the failure. */
  public CommandFailure(String message) {
    super(message);
  }
}
