package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.TensorType;

class WarmUpTest {
  private static final String OWN_FOLDERS =
      "weightbench-warm-up-" + ProcessHandle.current().pid() + "-";

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read", "direct", "channel"})
  void warmingUpLeavesNoFileAndNoThread(String strategy) throws IOException {
    Set<Path> before = leftovers();
    LoadSettings settings =
        LoadSettings.of(Strategies.named(strategy).orElseThrow(), Deliver.F32, 2, 4 << 20);
    Loader.warmUp(settings, List.of(TensorType.F16, TensorType.Q4_K, TensorType.IQ2_XS));
    assertEquals(before, leftovers());
    assertEquals(0, ProcessState.loadThreads());
  }

  private static Set<Path> leftovers() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(OWN_FOLDERS))
          .collect(Collectors.toSet());
    }
  }
}
