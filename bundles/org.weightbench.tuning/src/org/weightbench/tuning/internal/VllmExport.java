package org.weightbench.tuning.internal;

import org.weightbench.experiment.Axes;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.TuningProfile;

/** Options of vLLM, which apply to safetensors of the same model. */
public final class VllmExport implements Export {

  @Override
  public String id() {
    return "vllm";
  }

  @Override
  public String title() {
    return "vLLM 0.15";
  }

  @Override
  public String write(TuningProfile profile) {
    boolean mapped = profile.setting(Axes.STRATEGY).equals("mmap");
    Script script =
        new Script()
            .head(profile, title())
            .comment("GGUF is loaded through a mapping whatever is said; for safetensors:");
    String serve = "vllm serve MODEL ";
    return (mapped
            ? script.line(serve + "--safetensors-load-strategy lazy")
            : script
                .comment("concurrent reads need 'pip install vllm[runai]'")
                .line(
                    serve
                        + "--load-format runai_streamer --model-loader-extra-config"
                        + " '{\"concurrency\":"
                        + profile.setting(Axes.THREADS)
                        + "}'")
                .comment("without it: --safetensors-load-strategy eager"))
        .toString();
  }
}
