package org.weightbench.gguf;

import java.io.IOException;

/** Work stopped because {@link Progress#cancelled()} asked for it; what it had begun is undone. */
public final class CancelledException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public CancelledException() {
    super("cancelled");
  }
}
