package org.weightbench.quant.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves by the scalar kernel, which is at its full speed almost at once, until the vector kernel,
 * warmed beside it from the first call on, has become the faster one.
 */
final class WarmingDequantizer extends BlockDequantizer {
  private final BlockDequantizer scalar;
  private final VectorKernels vectors;
  private final KernelWarmer warmer;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CompletableFuture<Void> warmed = new CompletableFuture<>();
  private volatile BlockKernel serving = BlockKernel.NONE;

  WarmingDequantizer(BlockDequantizer scalar, VectorKernels vectors, KernelWarmer warmer) {
    super(scalar.type());
    this.scalar = scalar;
    this.vectors = vectors;
    this.warmer = warmer;
  }

  @Override
  public String kernelName() {
    return serving == BlockKernel.NONE ? scalar.kernelName() : vectors.name();
  }

  @Override
  public void warmUp() {
    startWarming();
    warmed.join();
  }

  @Override
  void kernel(long source, long target, int blocks) {
    BlockKernel vector = serving;
    if (vector == BlockKernel.NONE) {
      startWarming();
    }
    int done = vector.dequantize(source, target, blocks);
    if (done < blocks) {
      scalar.kernel(source + sourceBytes(done), target + targetBytes(done), blocks - done);
    }
  }

  private void startWarming() {
    if (!asked.get() && asked.compareAndSet(false, true)) {
      warmer
          .fasterOf(scalar, () -> vectors.of(type()))
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
