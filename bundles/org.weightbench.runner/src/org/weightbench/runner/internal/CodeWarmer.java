package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;
import org.weightbench.load.TensorSelection;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.FloatFormat;

/** Lets the JVM compile what a load runs, on a small model that is not the measured one. */
final class CodeWarmer {
  private static final int LEAST_LOADS = 10;
  private static final int MOST_LOADS = 40;
  private static final Duration ENOUGH = Duration.ofMillis(250);
  private static final Duration ENOUGH_FOR_KERNELS = Duration.ofMillis(600);

  private CodeWarmer() {}

  /**
   * Loads the small model again and again in the way that will be measured, all of it, and with a
   * consumer that takes no time.
   *
   * @return the strategy that was really used: another one where the small model's file system does
   *     not have the wanted one
   * @throws IOException when it cannot be loaded
   */
  static Strategy warm(Path warmupModel, LoadSettings wanted) throws IOException {
    LoadSettings whole = wanted.withTensors(TensorSelection.ALL);
    LoadSettings settings =
        possible(
            warmupModel, whole.consume().isPresent() ? whole.withConsume(Duration.ZERO) : whole);
    Optional<FloatFormat> floats = wanted.deliver().floats();
    if (floats.isPresent()) {
      warmKernels(warmupModel, floats.get());
    }
    Duration enough = floats.isPresent() ? ENOUGH_FOR_KERNELS : ENOUGH;
    long deadline = System.nanoTime() + enough.toNanos();
    for (int done = 0;
        done < LEAST_LOADS || (done < MOST_LOADS && System.nanoTime() < deadline);
        done++) {
      try (LoadedModel model = Loader.load(warmupModel, settings, Progress.NONE)) {
        model.report();
      }
    }
    return settings.strategy();
  }

  private static void warmKernels(Path warmupModel, FloatFormat format) throws IOException {
    try (GgufModel model = GgufModel.open(warmupModel)) {
      model.tensors().stream()
          .flatMap(tensor -> tensor.type().stream())
          .distinct()
          .map(type -> Dequantizer.of(type, format))
          .forEach(Dequantizer::warmUp);
    }
  }

  private static LoadSettings possible(Path warmupModel, LoadSettings wanted) throws IOException {
    if (wanted.strategy().availability(warmupModel).available()) {
      return wanted;
    }
    for (Strategy other : Strategies.all()) {
      LoadSettings same = wanted.withStrategy(other);
      if (same.contradiction().isEmpty() && other.availability(warmupModel).available()) {
        return same;
      }
    }
    throw new IOException("no strategy can load " + warmupModel + " to warm the code");
  }
}
