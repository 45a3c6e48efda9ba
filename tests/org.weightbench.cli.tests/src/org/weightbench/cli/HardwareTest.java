package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

/** Compares machines and predicts loads by ceilings that were measured before. */
final class HardwareTest {
  @TempDir private Path folder;
  private Path model;
  private Path slow;
  private Path fast;

  @BeforeEach
  void writeCeilings() throws IOException {
    model = folder.resolve("model.gguf");
    assertEquals(0, Cli.run("synth", model, "--size", "1MiB", "--type", "Q4_0").exitCode());
    slow = folder.resolve("slow.json");
    fast = folder.resolve("fast.json");
    CeilingStore.write(slow, ceilings(0.16e9));
    CeilingStore.write(fast, ceilings(3.2e9));
  }

  @Test
  void ceilingsOfTwoMachinesAreComparedSideBySide() {
    Cli.Ended ended = Cli.run("hardware", "diff", slow, fast);

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(
        ended
            .out()
            .matches("(?s).*Sequential read, direct +4 MiB.* 160 MB/s +3.20 GB/s +\\+1900.*"),
        ended.out());
    assertTrue(
        ended.out().matches("(?s).*Fresh memory +1 thread .*no difference shown.*"), ended.out());
    assertTrue(ended.out().contains("No inventories to compare"), ended.out());
  }

  @Test
  void aRecordedMachineIsComparedWithThisOne() throws IOException {
    Path recorded = folder.resolve("machine.json");
    Files.writeString(
        recorded, Cli.run("hardware", "--json").out().replaceAll("\"Linux[^\"]*\"", "\"BeOS\""));

    JsonNode differences =
        new ObjectMapper()
            .readTree(Cli.run("hardware", "diff", recorded, "live", "--json").out())
            .get("machine");

    for (JsonNode difference : differences) {
      assertTrue(difference.get("first").asText().contains("BeOS"), differences.toString());
    }
  }

  @Test
  void whatIsNoMachineIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

    Cli.Ended ended = Cli.run("hardware", "diff", other, "live");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains(other + " is neither a machine nor its ceilings"), ended.err());
  }

  @Test
  void aLoadIsPredictedByCeilingsOfAnotherMachine() throws IOException {
    double slowSeconds = predictedSeconds("--ceilings", slow);
    double fastSeconds = predictedSeconds("--ceilings", fast);
    double imaginedSeconds = predictedSeconds("--ceilings", slow, "--disk", "3.2GB/s");

    assertTrue(slowSeconds > fastSeconds, slowSeconds + " and " + fastSeconds);
    assertTrue(imaginedSeconds < slowSeconds, imaginedSeconds + " and " + slowSeconds);
  }

  @Test
  void aPredictionIsATableForPeople() {
    Cli.Ended ended =
        Cli.run("predict", model, "--strategy", "direct", "--threads", "1,2", "--ceilings", slow);

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("strategy direct, deliver copied, cache cold"), ended.out());
    assertTrue(ended.out().contains("Threads  Expected"), ended.out());
    assertTrue(ended.out().contains("storage device"), ended.out());
  }

  @Test
  void wrongSettingsAreRefusedWithWhatIsExpected() {
    assertEquals(
        "weightbench: --threads: found 'many', expected a whole number from 1 to 1024",
        Cli.run("predict", model, "--threads", "many", "--ceilings", slow).errorLines().getFirst());
    assertTrue(
        Cli.run("predict", model, "--disk", "7GB", "--ceilings", slow)
            .errorLines()
            .getFirst()
            .contains("found '7GB', expected a rate such as 7GB/s"));
  }

  private double predictedSeconds(Object... options) throws IOException {
    List<Object> arguments =
        new ArrayList<>(List.of("predict", model, "--strategy", "direct", "--json"));
    arguments.addAll(List.of("--threads", "1"));
    arguments.addAll(List.of(options));
    Cli.Ended ended = Cli.run(arguments.toArray());
    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode prediction = new ObjectMapper().readTree(ended.out()).get("predictions").get(0);
    assertTrue(
        prediction.get("secondsLow").asDouble() < prediction.get("seconds").asDouble(),
        prediction.toString());
    return prediction.get("seconds").asDouble();
  }

  private static Ceilings ceilings(double disk) {
    return new Ceilings(
        Ceilings.SCHEMA,
        Instant.now().toString(),
        "/models/m.gguf",
        "ext4 on /dev/sda at /models",
        1,
        true,
        List.of(
            ceiling(CeilingKind.SEQUENTIAL_DIRECT, Conditions.requests(4 << 20, 1, 1), disk, 0.05),
            ceiling(CeilingKind.MEMORY_FRESH, Conditions.threads(1), 4e9, 1)),
        List.of());
  }

  private static Ceiling ceiling(
      CeilingKind kind, Conditions conditions, double rate, double busyProcessors) {
    return new Ceiling(kind, conditions, rate, 0.95 * rate, 1.05 * rate, busyProcessors, 6, true);
  }
}
