package org.weightbench.cli.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An output stream that remembers its first failure, which a {@code PrintStream} would forget. */
final class OutputFailure extends FilterOutputStream {
  private @Nullable IOException first;

  OutputFailure(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void write(int value) throws IOException {
    try {
      out.write(value);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  /** Returns the first failure that is worth telling: that the reader went away is not. */
  Optional<IOException> problem() {
    return Optional.ofNullable(first)
        .filter(failure -> !String.valueOf(failure.getMessage()).contains("Broken pipe"));
  }

  private IOException remembered(IOException failure) {
    if (first == null) {
      first = failure;
    }
    return failure;
  }
}
