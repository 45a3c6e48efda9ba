package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd-run is asked for; a script stands in its place, which needs no systemd. */
class MemoryScopeTest {
  @TempDir private Path folder;

  @BeforeEach
  void scripts() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
  }

  private void systemdRun(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("systemd-run"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String reason() {
    return assertThrows(
            UnavailableException.class, () -> MemoryScope.find(new SearchPath(List.of(folder))))
        .capability()
        .reason();
  }

  @Test
  void aCommandRunsBehindTheLimitsOfItsScope() throws Exception {
    systemdRun(
        """
        said=$0
        while [ "$1" != -- ]; do said="$said $1"; shift; done
        shift
        echo "$said"
        exec "$@"
        """);
    MemoryScope scope =
        MemoryScope.find(new SearchPath(List.of(folder.resolve("nowhere"), folder)));
    Process process =
        new ProcessBuilder(scope.command(123_456_789, List.of("echo", "a b", "--", "c"))).start();
    assertEquals(
        List.of(
            folder.resolve("systemd-run")
                + " --user --scope --quiet --collect --property=MemoryMax=123456789"
                + " --property=MemorySwapMax=0",
            "a b -- c"),
        process.inputReader().lines().toList());
    assertEquals(0, process.waitFor());
  }

  @Test
  void whatSystemdSaysIsTheReason() throws IOException {
    systemdRun("echo 'Failed to connect to bus: No medium found' >&2\nexit 1\n");
    assertTrue(reason().endsWith("failed: Failed to connect to bus: No medium found"), reason());
    systemdRun("exit 3\n");
    assertTrue(reason().endsWith("failed: exit code 3"), reason());
  }

  @Test
  void withoutTheProgramThereIsNoScope() {
    assertEquals("no folder of PATH has systemd-run", reason());
  }
}
