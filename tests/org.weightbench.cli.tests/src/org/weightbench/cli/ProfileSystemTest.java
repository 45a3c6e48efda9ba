package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.Cell;
import org.weightbench.os.SystemJournal;
import org.weightbench.testing.LoopDevice;
import org.weightbench.testing.PlainJava;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;

/** Profiles change a real device, and change it back. */
class ProfileSystemTest {
  private static final String NAME = "system-test-" + ProcessHandle.current().pid();
  private static final String WANTED_KIB = "3072";

  @TempDir private Path folder;
  private LoopDevice loop;
  private Path profiles;
  private Path model;
  private String before;

  @BeforeEach
  void saveAProfileForALoopDevice() throws IOException {
    loop = LoopDevice.partitioned(folder);
    before = loop.readAheadKib();
    assertNotEquals(WANTED_KIB, before);
    model = Files.write(loop.mounted().resolve("model.gguf"), new byte[1]);
    profiles = folder.resolve("profiles");
    new ProfileStore(profiles)
        .save(
            new TuningProfile(
                NAME,
                "2026-11-27T10:00:00Z",
                new Cell(Map.of("strategy", "read")).settings(),
                Map.of(SystemSetting.READ_AHEAD, "3 MiB"),
                Support.none("model", model.toString()),
                new Fingerprint(Map.of())));
  }

  @AfterEach
  void removeTheDevice() throws IOException {
    if (loop != null) {
      if (Application.applied(NAME, Application.standardFolder())) {
        Application.undo(NAME, Application.standardFolder());
      }
      loop.close();
    }
  }

  private Cli.Ended profile(String action, Object... options) {
    Object[] arguments = new Object[options.length + 5];
    Object[] head = {"profile", action, NAME, "--profiles", profiles};
    System.arraycopy(head, 0, arguments, 0, head.length);
    System.arraycopy(options, 0, arguments, head.length, options.length);
    return Cli.run(arguments);
  }

  @Test
  void applyingAsksAndIsUndone() throws IOException {
    Cli.Ended asked = profile("apply");
    assertEquals(1, asked.exitCode());
    assertTrue(asked.err().contains(": " + before + " becomes " + WANTED_KIB), asked.err());
    assertTrue(asked.err().contains("--yes"), asked.err());
    assertEquals(before, loop.readAheadKib());

    Cli.Ended applied = profile("apply", "--yes");
    assertEquals(0, applied.exitCode(), applied.err());
    assertEquals(WANTED_KIB, loop.readAheadKib());
    assertTrue(profile("apply", "--yes").out().contains("nothing is changed"));
    assertTrue(profile("check").out().contains("read-ahead: unknown when it was measured, 3 MiB"));

    Cli.Ended undone = profile("undo");
    assertEquals("Undone.\n", undone.out(), undone.err());
    assertEquals(before, loop.readAheadKib());
    Cli.Ended again = profile("undo");
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("is not applied; there is nothing to undo"), again.err());
  }

  @Test
  void whatSomebodyElseSetSinceIsLeftAndTold() throws IOException {
    assertEquals(0, profile("apply", "--yes").exitCode());
    Files.writeString(loop.readAheadFile(), "1024");
    Cli.Ended undone = profile("undo");
    assertEquals(0, undone.exitCode(), undone.err());
    assertTrue(undone.err().contains("is '1024' now"), undone.err());
    assertEquals("1024", loop.readAheadKib());
  }

  @Test
  void whatAKilledProcessLeftIsRestoredByTheNext() throws Exception {
    Path error = folder.resolve("error");
    Process changer =
        PlainJava.start(Changer.class, error, List.of(loop.readAheadFile().toString(), WANTED_KIB));
    try (BufferedReader out = changer.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("changed", out.readLine(), () -> String.valueOf(error));
      assertEquals(WANTED_KIB, loop.readAheadKib());
    } finally {
      changer.destroyForcibly().waitFor();
    }
    assertEquals(WANTED_KIB, loop.readAheadKib());
    Cli.Ended applied = profile("apply", "--yes");
    assertAll(
        () -> assertEquals(0, applied.exitCode(), applied.err()),
        () -> assertTrue(applied.err().contains("by a run that was killed, and is undone now")),
        () -> assertTrue(applied.err().contains(before + " becomes " + WANTED_KIB)));
    assertEquals(0, profile("undo").exitCode());
    assertEquals(before, loop.readAheadKib());
  }

  /** Changes a value and never ends by itself. */
  static final class Changer {
    private Changer() {}

    public static void main(String[] arguments) throws IOException {
      try (SystemJournal journal = SystemJournal.open(SystemJournal.standardFolder())) {
        journal.set(Path.of(arguments[0]), arguments[1]);
        System.out.println("changed");
        while (System.in.read() >= 0) {
          // only being killed ends this
        }
      }
    }
  }
}
