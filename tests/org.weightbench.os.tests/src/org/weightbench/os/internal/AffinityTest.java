package org.weightbench.os.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.weightbench.os.NativeCallException;

class AffinityTest {
  private static final Path STATUS = Path.of("/proc/thread-self/status");

  @Test
  void aThreadIsKeptOnOneProcessorAndLetGoAgain() throws IOException {
    assumeTrue(Affinity.capability().available(), Affinity.capability().reason());
    BitSet all = Affinity.ofThread();
    BitSet last = new BitSet();
    last.set(all.length() - 1);

    try {
      Affinity.keepThreadOn(last);

      assertEquals(last, Affinity.ofThread());
      assertTrue(
          Files.readAllLines(STATUS).contains("Cpus_allowed_list:\t" + (all.length() - 1)),
          "the kernel says otherwise");
    } finally {
      Affinity.keepThreadOn(all);
    }
    assertEquals(all, Affinity.ofThread());
  }

  @Test
  void noProcessorAtAllIsRefusedWithTheReason() {
    assumeTrue(Affinity.capability().available(), Affinity.capability().reason());

    NativeCallException refused =
        assertThrows(NativeCallException.class, () -> Affinity.keepThreadOn(new BitSet()));

    assertTrue(refused.getMessage().contains("sched_setaffinity"), refused.getMessage());
  }
}
