package org.weightbench.tuning.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.weightbench.experiment.Axes;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.TuningProfile;

/** Options of ktransformers, and what it has none for. */
public final class KtransformersExport implements Export {

  @Override
  public String id() {
    return "ktransformers";
  }

  @Override
  public String title() {
    return "ktransformers 0.3";
  }

  @Override
  public String write(TuningProfile profile) {
    String model = profile.support().modelPath();
    Path folder = Optional.ofNullable(Path.of(model).getParent()).orElse(Path.of("."));
    return new Script()
        .head(profile, title())
        .comment("it copies tensors out of a mapping, page by page, and has no option for that;")
        .comment("bring the files into the page cache first, in order and with large reads:")
        .line(
            "weightbench warm "
                + Script.quoted(model)
                + " --threads "
                + profile.setting(Axes.THREADS))
        .comment("then start it with the folder of the GGUF files and your own other options:")
        .line("python -m ktransformers.local_chat --gguf_path " + Script.quoted(folder.toString()))
        .toString();
  }
}
