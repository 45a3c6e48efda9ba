package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ModelSource.Synthesized;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.CancelledException;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.synth.ModelSynthesizer;
import org.weightbench.quant.synth.SynthesisRequest;
import org.weightbench.runner.StopSignal;

/** Has the model ready: makes it where it is to be synthesized and is not there. */
public final class ModelProvider {
  private final Consumer<ExperimentEvent> listener;
  private final StopSignal stop;

  /**
   * Creates a provider.
   *
   * @param listener hears how far making a model is
   * @param stop may end it
   */
  public ModelProvider(Consumer<ExperimentEvent> listener, StopSignal stop) {
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Returns the file of a model that is there now.
   *
   * @param resultsRoot folder that holds result folders and synthesized models
   * @throws CancelledException when it was stopped; nothing is left then
   * @throws IOException when the model cannot be made
   */
  public Path provide(ModelSource source, Path resultsRoot) throws IOException {
    Path file = source.resolve(resultsRoot);
    return switch (source) {
      case ModelFile _ -> file;
      case Synthesized made -> {
        if (!Files.exists(file)) {
          synthesize(made, file);
        }
        yield file;
      }
    };
  }

  private void synthesize(Synthesized made, Path file) throws IOException {
    QuantizationMix mix =
        QuantizationMix.named(made.mix())
            .orElseThrow(() -> new IOException("there is no quantization mix " + made.mix()));
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    SynthesisRequest request;
    try {
      request = new SynthesisRequest(made.bytes(), mix, made.seed());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    String what =
        "synthesizing " + Quantities.bytes(made.bytes()) + " of " + made.mix() + " in " + file;
    ModelSynthesizer.synthesize(file, request, new EventProgress(what, listener, stop));
  }
}
