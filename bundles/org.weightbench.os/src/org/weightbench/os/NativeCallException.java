package org.weightbench.os;

import java.io.IOException;
import org.weightbench.os.internal.Errno;

/**
 * The operating system refused a call. The message is one sentence: the call, the file or memory it
 * was about, the system's reason and, where one is known, what to do.
 */
public final class NativeCallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final String subject;
  private final int errno;

  /**
   * Describes a refused call.
   *
   * @param call the C name of the call, such as {@code pread}
   * @param subject the file or memory it was about, as it appears in the message
   * @param errno the error number of Linux
   * @param advice what to do about it, or an empty text
   */
  public NativeCallException(String call, String subject, int errno, String advice) {
    super(
        "%s of %s failed: %s%s"
            .formatted(
                call, subject, Errno.describe(errno), advice.isEmpty() ? "" : "; " + advice));
    this.call = call;
    this.subject = subject;
    this.errno = errno;
  }

  /** The C name of the call. */
  public String call() {
    return call;
  }

  /** The file or memory that the call was about. */
  public String subject() {
    return subject;
  }

  /** The error number, as Linux counts them. */
  public int errno() {
    return errno;
  }
}
