package org.weightbench.cli.internal;

/** Exit codes of every command. */
public final class ExitCodes {
  /** Done. */
  public static final int DONE = 0;

  /** Failed; a message on standard error says why. */
  public static final int FAILED = 1;

  /** The command line is not understood. */
  public static final int USAGE = 2;

  /** Stopped by the user. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
