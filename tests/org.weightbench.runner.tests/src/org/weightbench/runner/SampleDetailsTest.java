package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.experiment.Sample.StreamMeasurement;
import org.weightbench.load.ContentHash;
import org.weightbench.load.Deliver;
import org.weightbench.load.TensorSelection;
import org.weightbench.os.Capability;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.FreePageReporting;
import org.weightbench.os.Pressure;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

/** What a sample tells beside its time. */
class SampleDetailsTest {
  @TempDir private Path scratch;
  private Path model;

  @BeforeEach
  void provideModel() {
    model = Fixtures.STORIES_F32.copyTo(scratch);
  }

  private Measurement measure(Map<String, List<String>> sweep) throws IOException {
    Path results = scratch.resolve("results");
    Path experiment = Runs.experiment(scratch, model, sweep, 1);

    PlainJava.Ended ended =
        Runs.run(scratch, experiment.toString(), "--output", results.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    Sample sample = ResultFolder.list(results).getFirst().samples().getFirst();
    assertEquals(Status.VERIFIED, sample.status(), sample.reason());
    Measurement measurement = sample.measurement();
    assertNotNull(measurement);
    return measurement;
  }

  private static Details details(Measurement measurement) {
    Details details = measurement.details();
    assertNotNull(details);
    return details;
  }

  @Test
  void layersKernelsAndTheirConsumerAreTold() throws IOException {
    Measurement measurement =
        measure(
            Map.of(
                "cache", List.of("asis"),
                "deliver", List.of("bf16"),
                "order", List.of("layer"),
                "consume", List.of("1 ms")));

    Details details = details(measurement);
    assertEquals(
        List.of(0, 1, 2, 3, 4), details.layersReady().stream().map(l -> l.layer()).toList());
    assertTrue(details.kernels().containsKey("F32"), details.kernels().toString());
    StreamMeasurement stream = details.stream();
    assertNotNull(stream);
    assertTrue(stream.consumeNanos() >= 5_000_000, stream.toString());
    Long first = details.firstLayerNanos();
    assertNotNull(first);
    assertTrue(first > 0 && first < measurement.wallNanos(), first + " in " + measurement);
    Long read = details.readBytes();
    assertNotNull(read);
    assertTrue(read >= measurement.logicalBytes(), read + " in " + measurement);
    assertFalse(Optional.ofNullable(details.destination()).orElse("").isEmpty());
    assertEquals(Pressure.capability().available(), details.pressure() != null);
    assertEquals(FreePageReporting.active(), details.hostMemory() != null);
  }

  @Test
  void ofAModelOfWhichOnePartIsLoadedNoMoreIsVerified() throws IOException {
    TensorSelection part = TensorSelection.of("layers=0");
    Measurement measurement =
        measure(Map.of("cache", List.of("asis"), "tensors", List.of(part.text())));

    ResultFolder result = ResultFolder.list(scratch.resolve("results")).getFirst();
    ModelRecord record = result.model().orElseThrow();
    assertTrue(measurement.logicalBytes() < record.tensorBytes(), record.toString());
    assertEquals(ContentHash.reference(model, Deliver.COPIED, part, 1).hex(), record.contentHash());
  }

  @Test
  void otherReadersOfTheFileAreNoticed() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
    Process reader = new ProcessBuilder("sleep", "600").redirectInput(model.toFile()).start();
    try {
      Details details = details(measure(Map.of("cache", List.of("asis"))));

      assertEquals(List.of("sleep (" + reader.pid() + ")"), details.readers());
    } finally {
      reader.destroyForcibly().waitFor();
    }
  }

  @Test
  void readAheadIsSetForTheSampleAndSetBack() throws IOException {
    Capability capability = DeviceReadAhead.capability(model);
    assumeTrue(capability.available(), capability.reason());
    Optional<DeviceReadAhead> before = DeviceReadAhead.of(model);

    Details details =
        details(measure(Map.of("cache", List.of("asis"), "read-ahead", List.of("236 KiB"))));

    assertEquals(236 * 1024L, details.effectiveReadAheadBytes());
    assertEquals(before, DeviceReadAhead.of(model));
  }
}
