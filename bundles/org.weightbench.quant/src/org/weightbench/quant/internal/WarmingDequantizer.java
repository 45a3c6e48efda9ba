package org.weightbench.quant.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Serves by the scalar kernel, which is at its full speed almost at once, until the vector kernel,
 * warmed beside it, has become the faster one.
 */
final class WarmingDequantizer extends BlockDequantizer {
  /** Few, so that the vector kernel takes over soon and the scalar one is called often at first. */
  private static final int WEIGHTS_A_STEP = 4096;

  private final BlockDequantizer scalar;
  private final VectorKernels vectors;
  private final Function<VectorKernels, BlockKernel> vector;
  private final KernelWarmer warmer;
  private final int blocksAStep;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CompletableFuture<Void> warmed = new CompletableFuture<>();
  private volatile BlockKernel serving = BlockKernel.NONE;

  WarmingDequantizer(
      BlockDequantizer scalar,
      VectorKernels vectors,
      Function<VectorKernels, BlockKernel> vector,
      KernelWarmer warmer) {
    super(scalar.type(), scalar.format());
    this.scalar = scalar;
    this.vectors = vectors;
    this.vector = vector;
    this.warmer = warmer;
    this.blocksAStep = WEIGHTS_A_STEP / scalar.type().blockWeights();
  }

  @Override
  public String kernelName() {
    return serving == BlockKernel.NONE ? scalar.kernelName() : vectors.name();
  }

  @Override
  public void warmUp() {
    warmed.join();
  }

  @Override
  void kernel(long source, long target, int blocks) {
    int done = 0;
    while (done < blocks && serving == BlockKernel.NONE) {
      int step = Math.min(blocksAStep, blocks - done);
      scalar.kernel(source + sourceBytes(done), target + targetBytes(done), step);
      done += step;
    }
    if (done < blocks) {
      done +=
          serving.dequantize(source + sourceBytes(done), target + targetBytes(done), blocks - done);
    }
    if (done < blocks) {
      scalar.kernel(source + sourceBytes(done), target + targetBytes(done), blocks - done);
    }
  }

  @Override
  void warmBeside() {
    if (!asked.get() && asked.compareAndSet(false, true)) {
      warmer
          .fasterOf(scalar, () -> vector.apply(vectors))
          .whenComplete(
              (faster, failure) -> {
                if (failure == null) {
                  serving = faster;
                  warmed.complete(null);
                } else {
                  warmed.completeExceptionally(failure);
                }
              });
    }
  }
}
