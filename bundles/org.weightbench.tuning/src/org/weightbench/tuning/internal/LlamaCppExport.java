package org.weightbench.tuning.internal;

import org.weightbench.experiment.Axes;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.TuningProfile;

/** Options of llama.cpp. */
public final class LlamaCppExport implements Export {

  @Override
  public String id() {
    return "llama.cpp";
  }

  @Override
  public String title() {
    return "llama.cpp with --load-mode (2026; builds before it have --no-mmap and --direct-io)";
  }

  @Override
  public String write(TuningProfile profile) {
    String strategy = profile.setting(Axes.STRATEGY);
    boolean copied = !profile.setting(Axes.DELIVER).equals("mapped");
    String mode =
        strategy.contains("direct")
            ? "dio"
            : strategy.startsWith("mmap") && !copied ? "mmap" : copied ? "none" : "mmap";
    return new Script()
        .head(profile, title())
        .comment("llama.cpp reads with one thread and repacks weights unless --no-repack is given")
        .line(
            "llama-server -m "
                + Script.quoted(profile.support().modelPath())
                + " --load-mode "
                + mode)
        .toString();
  }
}
