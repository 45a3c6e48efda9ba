package org.weightbench.quant.internal;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KernelWarmerTest {
  private final AtomicReference<byte[]> vector = new AtomicReference<>(new byte[0]);

  /**
   * As where the processor is busy: the kernel is faster than the scalar one long before it is
   * compiled by the optimizing compiler, until which all its vectors are objects.
   */
  @Test
  void aFastKernelIsWaitedForUntilItTakesNoHeap() {
    AtomicInteger calls = new AtomicInteger();
    BlockKernel kernel =
        (_, _, blocks) -> {
          if (blocks > 0 && calls.incrementAndGet() < 300) {
            vector.set(new byte[64]);
          }
          return blocks;
        };

    BlockKernel served = new KernelWarmer().fasterOf(new Q80Dequantizer(), () -> kernel).join();

    assertSame(kernel, served);
  }

  @Test
  void noKernelIsServedWhereThereIsNone() {
    assertSame(
        BlockKernel.NONE,
        new KernelWarmer().fasterOf(new F32Dequantizer(), () -> BlockKernel.NONE).join());
  }
}
