package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
  private static final long WANTED = 16L << 20;

  @Test
  void onlyAMachineThatGivesMemoryBackTakesItAgain() throws IOException {
    assertEquals(FreePageReporting.active() ? WANTED : 0, HostMemory.claim(WANTED));
  }

  @Test
  void nothingIsTakenForNothing() throws IOException {
    assertEquals(0, HostMemory.claim(0));
  }
}
