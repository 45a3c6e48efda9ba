package org.weightbench.hardware.ceiling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.TensorType;
import org.weightbench.os.Capabilities;

class CeilingMeasurementTest {

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void needsSystemCalls() {
    assumeTrue(Capabilities.all().getFirst().available(), "these measurements need Linux");
  }

  @Test
  void everyKindIsMeasuredOrSaysWhyNot() throws IOException {
    byte[] content = new byte[(8 << 20) + 999];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("weights"), content);

    Ceilings ceilings = CeilingMeasurement.measure(request(file), progress(Integer.MAX_VALUE));

    Set<CeilingKind> kinds =
        ceilings.ceilings().stream().map(Ceiling::kind).collect(Collectors.toSet());
    ceilings.missing().forEach(missing -> kinds.add(missing.kind()));
    assertEquals(EnumSet.allOf(CeilingKind.class), kinds);
    assertTrue(ceilings.complete());
    assertTrue(ceilings.dequantize("Q4_0", "F32", 2).isPresent());
    for (Ceiling ceiling : ceilings.ceilings()) {
      assertTrue(ceiling.low() > 0 && ceiling.low() <= ceiling.median(), ceiling.toString());
      assertTrue(ceiling.median() <= ceiling.high(), ceiling.toString());
    }
    assertTrue(heard.contains(CeilingKind.MEMORY_TRIAD.title()));
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void inAFolderAScratchFileIsReadAndDeleted() throws IOException {
    Ceilings ceilings = CeilingMeasurement.measure(request(folder), progress(40));

    assertFalse(ceilings.complete());
    assertTrue(ceilings.path().startsWith(folder.toString()));
    assertFalse(Files.exists(Path.of(ceilings.path())));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void cancellingLeavesWhatWasMeasured() throws IOException {
    Path file = Files.write(folder.resolve("weights"), new byte[1 << 20]);

    Ceilings ceilings = CeilingMeasurement.measure(request(file), progress(1));

    assertFalse(ceilings.complete());
    assertEquals(List.of(), ceilings.ceilings());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.gguf");

    IOException refused =
        assertThrows(
            IOException.class,
            () -> CeilingMeasurement.measure(request(missing), CeilingProgress.NONE));

    assertTrue(refused.getMessage().contains("missing.gguf"), refused.getMessage());
  }

  private static CeilingRequest request(Path path) {
    return new CeilingRequest(path, Set.of(TensorType.Q4_0), 2, Duration.ZERO);
  }

  /** Cancels at the so-many-th word. */
  private CeilingProgress progress(int words) {
    return new CeilingProgress() {
      @Override
      public void at(double share, String what) {
        heard.add(what);
      }

      @Override
      public void measured(Ceiling ceiling) {
        heard.add(ceiling.text());
      }

      @Override
      public boolean cancelled() {
        return heard.size() >= words;
      }
    };
  }
}
