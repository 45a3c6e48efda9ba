package org.weightbench.tuning.internal;

import org.weightbench.experiment.Axes;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.TuningProfile;

/** A Modelfile of ollama. */
public final class OllamaExport implements Export {

  @Override
  public String id() {
    return "ollama";
  }

  @Override
  public String title() {
    return "a Modelfile of ollama 0.31";
  }

  @Override
  public String write(TuningProfile profile) {
    boolean mapped = profile.setting(Axes.STRATEGY).startsWith("mmap");
    return new Script()
        .head(profile, title())
        .comment("ollama create NAME -f THIS; chunk, threads and direct reads have no parameter")
        .line("FROM " + profile.support().modelPath())
        .line("PARAMETER use_mmap " + mapped)
        .toString();
  }
}
