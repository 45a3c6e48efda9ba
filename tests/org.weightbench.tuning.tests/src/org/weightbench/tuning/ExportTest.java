package org.weightbench.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertTrue(written("udev", "read", "copied").contains("ATTR{queue/read_ahead_kb}=\"2048\""));
    assertTrue(written("java", "direct", "copied").contains("Map.entry(\"strategy\", \"direct\")"));
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

  private int run(Path script, String action) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), action);
    builder.environment().put("STATE", folder.resolve("state").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start()
        .waitFor();
  }
}
