package org.weightbench.launching.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.os.SearchPath;

/** Starts real processes. */
final class DetachedProcessTest {
  private static final long PATIENCE_SECONDS = 60;

  private final List<IOException> problems = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void whatItWritesIsReadWhileItComesAndToTheEnd() throws Exception {
    Path go = folder.resolve("go");
    DetachedProcess process =
        start(
            "echo first; until [ -e "
                + go
                + " ]; do sleep 0.1; done; echo second; echo aside >&2; exit 7");
    try (BufferedReader output = reader(process)) {
      assertEquals("first", output.readLine());
      assertTrue(process.isAlive());
      Files.createFile(go);
      assertEquals("second", output.readLine());
      assertEquals(null, output.readLine());
    }
    assertEquals(7, process.waitFor());
    assertEquals(
        "aside\n", new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void itRunsOnWhenTheOneWhoStartedItIsKilledAndIsFoundAgain() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux to look at sessions");
    Path go = folder.resolve("go");
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Stream.of(DetachedProcess.class, SearchPath.class, DetachedProcessTest.class)
                    .map(type -> location(type).toString())
                    .collect(Collectors.joining(File.pathSeparator)),
                Starter.class.getName(),
                folder.toString(),
                "echo first; until [ -e " + go + " ]; do sleep 0.1; done; echo second")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid;
    try (BufferedReader said = starter.inputReader()) {
      pid = Long.parseLong(said.readLine());
      starter.destroyForcibly();
      assertTrue(starter.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    Optional<ProcessHandle> found = ProcessId.of(ProcessHandle.of(pid).orElseThrow()).running();
    assertEquals(pid, session(pid));
    DetachedProcess process = DetachedProcess.found(found, folder);
    try (BufferedReader output = reader(process)) {
      assertEquals("first", output.readLine());
      Files.createFile(go);
      assertEquals("second", output.readLine());
      assertEquals(null, output.readLine());
    }
    assertEquals(DetachedProcess.UNKNOWN_EXIT, process.waitFor());
    assertFalse(process.isAlive());
  }

  @Test
  void aProcessThatHasEndedIsReadToItsEnd() throws Exception {
    start("echo all").waitFor();
    DetachedProcess process = DetachedProcess.found(Optional.empty(), folder);
    try (BufferedReader output = reader(process)) {
      assertEquals("all", output.readLine());
      assertEquals(null, output.readLine());
    }
    assertFalse(process.isAlive());
  }

  @Test
  void whoLetsItGoReadsNoMoreAndItRunsOn() throws Exception {
    Path go = folder.resolve("go");
    DetachedProcess process = start("echo first; until [ -e " + go + " ]; do sleep 0.1; done");
    try (BufferedReader output = reader(process)) {
      assertEquals("first", output.readLine());
      process.letGo();
      assertEquals(null, output.readLine());
      assertTrue(process.isAlive());
    }
    Files.createFile(go);
    assertEquals(0, process.waitFor());
  }

  @Test
  void aNumberThatAnotherProcessHasNowIsNotTakenForTheOneThatIsMeant() {
    ProcessHandle own = ProcessHandle.current();
    assertEquals(Optional.of(own), ProcessId.of(own).running());
    assertEquals(Optional.empty(), new ProcessId(own.pid(), Instant.EPOCH).running());
    assertEquals(Optional.empty(), ProcessId.NONE.running());
  }

  @Test
  void recordsOfRunnersThatSomebodyFollowsAreNotHandedOut() throws Exception {
    ProcessId own = ProcessId.of(ProcessHandle.current());
    RunRecord watched =
        new RunRecord(RunRecord.newFolder(folder), "Läufer = 1", "memento", "java -cp x", own, own);
    watched.write();
    assertEquals(List.of(), unwatched());
    RunRecord left = watched.watchedBy(ProcessId.NONE);
    left.write();
    assertEquals(List.of(left), unwatched());
    left.delete();
    assertEquals(List.of(), unwatched());
    assertFalse(Files.exists(left.folder()));
    assertEquals(List.of(), problems);
  }

  @Test
  void aRecordThatCannotBeReadHidesNoOther() throws Exception {
    RunRecord whole =
        new RunRecord(
            RunRecord.newFolder(folder),
            "whole",
            "",
            "",
            ProcessId.of(ProcessHandle.current()),
            ProcessId.NONE);
    whole.write();
    Path broken = RunRecord.newFolder(folder).resolve("run.properties");
    Files.writeString(broken, "runner=many 2026\n");
    assertEquals(List.of(whole), unwatched());
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().getMessage().startsWith(broken + ": found a value"),
        problems.toString());
  }

  private List<RunRecord> unwatched() throws IOException {
    return RunRecord.unwatched(folder, problems::add);
  }

  private DetachedProcess start(String script) throws IOException {
    return DetachedProcess.start(List.of("sh", "-c", script), folder);
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Path location(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    Path file =
        Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    for (String inside : List.of("", "target/classes", "bin")) {
      if (Files.isRegularFile(file.resolve(inside).resolve(name))) {
        return file.resolve(inside);
      }
    }
    return file;
  }

  /** The sixth field of stat(5), counted after the name in brackets. */
  private static long session(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
  }
}
