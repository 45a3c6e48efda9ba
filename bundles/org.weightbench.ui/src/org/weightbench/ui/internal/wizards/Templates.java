package org.weightbench.ui.internal.wizards;

import org.weightbench.ui.internal.Messages;

/** Files that people begin with. */
final class Templates {
  private Templates() {}

  /**
   * Returns an experiment.
   *
   * @param model file of the model, relative to the experiment; empty to have one made
   */
  static String experiment(String model) {
    String source =
        model.isEmpty()
            ? "model:\n  synthesize:\n    size: 256 MiB\n    mix: Q4_K_M\n"
            : "model:\n  path: '" + model.replace("'", "''") + "'\n";
    return "# "
        + Messages.wizard_comment
        + "\nweightbench: 1\nname: experiment\n"
        + source
        + "sweep:\n  strategy: [mmap, read, direct]\n  cache: [cold, warm]\n  threads: [1, 2]\n"
        + "repetitions: 8\n";
  }
}
