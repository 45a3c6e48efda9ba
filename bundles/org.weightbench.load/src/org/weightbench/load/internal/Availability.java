package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.weightbench.gguf.DisplayText;
import org.weightbench.os.Capability;
import org.weightbench.os.UnavailableException;

/** Finds out by trying whether a strategy is available. */
final class Availability {
  private Availability() {}

  /** A call that fails when something is not available. */
  @FunctionalInterface
  interface Trial {
    void run() throws IOException;
  }

  static Capability of(String name, Trial trial) {
    try {
      trial.run();
      return Capability.available(name);
    } catch (UnavailableException e) {
      return Capability.unavailable(name, e.capability().reason());
    } catch (NoSuchFileException e) {
      return Capability.unavailable(name, "there is no file " + DisplayText.of(e.getFile()));
    } catch (IOException e) {
      return Capability.unavailable(name, e.getMessage());
    }
  }
}
