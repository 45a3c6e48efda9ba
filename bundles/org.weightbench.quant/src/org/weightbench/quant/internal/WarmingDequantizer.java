package org.weightbench.quant.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves by the scalar kernel, which is at its full speed almost at once, until the vector kernel,
 * warmed beside it from the first call on, has become the faster one.
 */
final class WarmingDequantizer extends BlockDequantizer {
  private final BlockDequantizer scalar;
  private final BlockKernel vector;
  private final String vectorName;
  private final KernelWarmer warmer;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CompletableFuture<Void> warmed = new CompletableFuture<>();
  private volatile BlockKernel serving = BlockKernel.NONE;

  WarmingDequantizer(
      BlockDequantizer scalar, BlockKernel vector, String vectorName, KernelWarmer warmer) {
    super(scalar.type());
    this.scalar = scalar;
    this.vector = vector;
    this.vectorName = vectorName;
    this.warmer = warmer;
  }

  @Override
  public String kernelName() {
    return serving == vector ? vectorName : scalar.kernelName();
  }

  @Override
  public void warmUp() {
    startWarming();
    warmed.join();
  }

  @Override
  void kernel(long source, long target, int blocks) {
    BlockKernel kernel = serving;
    int done = kernel.dequantize(source, target, blocks);
    if (done < blocks) {
      scalar.kernel(source + sourceBytes(done), target + targetBytes(done), blocks - done);
      if (kernel != vector) {
        startWarming();
      }
    }
  }

  private void startWarming() {
    if (!asked.get() && asked.compareAndSet(false, true)) {
      warmer.warm(scalar, vector).thenAccept(this::finish);
    }
  }

  private void finish(boolean faster) {
    if (faster) {
      serving = vector;
    }
    warmed.complete(null);
  }
}
