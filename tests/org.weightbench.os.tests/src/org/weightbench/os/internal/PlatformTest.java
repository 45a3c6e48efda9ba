package org.weightbench.os.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlatformTest {
  @Test
  void onlyLinuxOnTwoArchitecturesIsKnown() {
    assertEquals(Platform.LINUX_X86_64, Platform.of("Linux", "amd64"));
    assertEquals(Platform.LINUX_AARCH64, Platform.of("Linux", "aarch64"));
    assertEquals(Platform.OTHER, Platform.of("Linux", "riscv64"));
    assertEquals(Platform.OTHER, Platform.of("Mac OS X", "aarch64"));
    assertEquals(Platform.OTHER, Platform.of("Windows 11", "amd64"));
  }

  @Test
  void directOpenFlagDiffersBetweenTheArchitectures() {
    assertEquals(040000, Platform.LINUX_X86_64.openDirectFlag());
    assertEquals(0200000, Platform.LINUX_AARCH64.openDirectFlag());
  }

  @Test
  void unlistedErrorNumberIsStillNamed() {
    assertEquals("permission denied (EACCES)", Errno.describe(13));
    assertEquals("error number 4711", Errno.describe(4711));
  }
}
