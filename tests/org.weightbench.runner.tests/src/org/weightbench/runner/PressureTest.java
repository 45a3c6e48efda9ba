package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.os.Capability;
import org.weightbench.os.ControlGroup;
import org.weightbench.os.GroupLimits;
import org.weightbench.os.PageCache;
import org.weightbench.testing.PlainJava;

/** Loads of a model that is larger than the memory they may use. */
class PressureTest {
  @TempDir private Path scratch;

  @Test
  void aMappingDoesWithLittleMemoryAndACopyIsRefusedBeforeItsGroupKillsIt() throws IOException {
    Capability groups =
        ControlGroup.capability(GroupLimits.NONE.withMemory(64 << 20), scratch.resolve("journals"));
    assumeTrue(groups.available(), groups.reason());
    Path experiment =
        Files.writeString(
            scratch.resolve("pressure.yaml"),
            """
            weightbench: 1
            name: pressure
            model: {synthesize: {size: 96 MiB, mix: Q8_0}}
            sweep:
              strategy: [mmap, read]
              deliver: [mapped, copied]
              cache: pressure
              memory: 50%
            only:
              - {strategy: mmap, deliver: mapped}
              - {strategy: read, deliver: copied}
            repetitions: 1
            """);
    Path results = scratch.resolve("results");

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    ResultFolder folder = ResultFolder.list(results).getFirst();
    Path model = folder.definition().model().resolve(results);
    assumeTrue(PageCache.capability(model).available(), () -> PageCache.capability(model).reason());
    Sample mapped = sample(folder, "mmap");
    assertEquals(Status.VERIFIED, mapped.status(), mapped.reason());
    Measurement measurement = mapped.measurement();
    assertNotNull(measurement);
    Details details = measurement.details();
    assertNotNull(details);
    assertEquals(Files.size(model) / 2.0, details.memoryLimitBytes(), 1);
    Double after = measurement.residencyAfter().share();
    assertNotNull(after);
    assertTrue(after < 0.6, "resident after: " + after);
    Sample copied = sample(folder, "read");
    assertEquals(Status.FAILED, copied.status());
    assertTrue(
        String.valueOf(copied.reason()).contains("the control group of this process allows"),
        copied.reason());
  }

  private static Sample sample(ResultFolder folder, String strategy) throws IOException {
    List<Sample> samples = folder.samples();
    return samples.stream()
        .filter(sample -> sample.cell().text(Axes.STRATEGY).equals(strategy))
        .findFirst()
        .orElseThrow();
  }
}
