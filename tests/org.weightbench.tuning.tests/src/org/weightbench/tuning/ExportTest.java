package org.weightbench.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.testing.LoopDevice;

class ExportTest {
  private static final Map<SystemSetting, String> SYSTEM =
      Map.of(SystemSetting.READ_AHEAD, "2 MiB", SystemSetting.SWAPPINESS, "1");

  @TempDir private Path folder;

  private static String written(String export, String strategy, String deliver) {
    return Export.named(export)
        .orElseThrow()
        .write(Profiles.of("p", SYSTEM, "strategy", strategy, "deliver", deliver, "threads", "4"));
  }

  @Test
  void everyExportSaysWhatItWasWrittenForAndWhatTheProfileRestsOn() {
    for (Export export : Export.all()) {
      String text = written(export.id(), "direct", "copied");
      assertTrue(text.contains(export.title()), text);
      assertTrue(
          text.contains("Llama 3 in 1.50 s (95 % interval 1.40 s … 1.60 s, 8 samples)"), text);
      assertTrue(text.endsWith("\n"), text);
    }
  }

  @Test
  void llamaCppGetsTheLoadModeThatIsNearest() {
    assertTrue(
        written("llama.cpp", "direct", "copied")
            .contains("\nllama-server -m '/models/it'\\''s llama.gguf' --load-mode dio\n"));
    assertTrue(written("llama.cpp", "mmap", "mapped").contains("--load-mode mmap\n"));
    assertTrue(written("llama.cpp", "read", "copied").contains("--load-mode none\n"));
  }

  @Test
  void othersGetWhatTheyHaveASettingFor() {
    assertTrue(written("ollama", "mmap", "mapped").contains("\nPARAMETER use_mmap true\n"));
    assertTrue(written("ollama", "direct", "copied").contains("\nPARAMETER use_mmap false\n"));
    assertTrue(written("vllm", "direct", "copied").contains("'{\"concurrency\":4}'"));
    assertTrue(
        written("ktransformers", "read", "copied")
            .contains("weightbench warm '/models/it'\\''s llama.gguf' --threads 4"));
    assertTrue(written("java", "direct", "copied").contains("Map.entry(\"strategy\", \"direct\")"));
  }

  @Test
  void aUdevRuleMeetsTheDiskThatWasMeasuredAndNoOther() {
    String unknown = written("udev", "read", "copied");
    assertTrue(unknown.contains("KERNEL==\"NAME\", ATTR{queue/read_ahead_kb}=\"2048\""), unknown);
    TuningProfile profile = Profiles.of("p", SYSTEM, "strategy", "read");
    TuningProfile known =
        new TuningProfile(
            "p",
            profile.savedAt(),
            profile.settings(),
            SYSTEM,
            profile.support(),
            new Fingerprint(Map.of(Fingerprint.DEVICE, "ACME 4\"TB*")));
    String rule = Export.named("udev").orElseThrow().write(known);
    assertTrue(rule.contains("ATTRS{model}==\"ACME 4?TB?*\", ATTR{queue/"), rule);
    assertFalse(rule.contains("replace NAME"), rule);
  }

  @Test
  void theShellScriptSetsTheReadAheadOfAPartitionsDisk() throws Exception {
    try (LoopDevice loop = LoopDevice.partitioned(folder)) {
      Path model = Files.write(loop.mounted().resolve("a model.gguf"), new byte[1]);
      String before = loop.readAheadKib();
      Path file = folder.resolve("tune.sh");
      Files.writeString(
          file,
          Export.named("shell")
              .orElseThrow()
              .write(Profiles.of("p", Map.of(SystemSetting.READ_AHEAD, "3 MiB"), "threads", "2")));
      assertEquals(0, run(file, "apply", model.toString()), this::output);
      assertEquals("3072", loop.readAheadKib());
      assertEquals(0, run(file, "undo"), this::output);
      assertEquals(before, loop.readAheadKib());
    }
  }

  @Test
  void theShellScriptAppliesAndUndoes() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    Path value = folder.resolve("swappiness");
    Files.writeString(value, "60\n");
    String script =
        Export.named("shell")
            .orElseThrow()
            .write(Profiles.of("p", Map.of(SystemSetting.SWAPPINESS, "1"), "strategy", "read"))
            .replace("/proc/sys/vm/swappiness", value.toString());
    Path file = folder.resolve("tune.sh");
    Files.writeString(file, script);
    assertEquals(0, run(file, "apply"));
    assertEquals("1\n", Files.readString(value));
    assertEquals(1, run(file, "apply"), "applied twice");
    assertEquals(0, run(file, "undo"));
    assertEquals("60\n", Files.readString(value));
    assertFalse(Files.exists(folder.resolve("state")));
    assertEquals(2, run(file, "other"));
  }

  @Test
  void theShellScriptUndoesWhatItDidWhereTheSystemRefuses() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    Path first = Files.writeString(folder.resolve("enabled"), "always [madvise] never\n");
    Path missing = folder.resolve("no folder/swappiness");
    Path script = folder.resolve("tune.sh");
    Files.writeString(
        script,
        Export.named("shell")
            .orElseThrow()
            .write(
                Profiles.of(
                    "p",
                    Map.of(SystemSetting.HUGE_PAGES, "always", SystemSetting.SWAPPINESS, "1"),
                    "strategy",
                    "read"))
            .replace("/sys/kernel/mm/transparent_hugepage/enabled", first.toString())
            .replace("/proc/sys/vm/swappiness", "'" + missing + "'"));
    assertEquals(1, run(script, "apply"), this::output);
    assertEquals("madvise\n", Files.readString(first));
    assertFalse(Files.exists(folder.resolve("state")));
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(Path script, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("/bin/sh", script.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("STATE", folder.resolve("state").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start()
        .waitFor();
  }
}
