package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * A machine as it is or as it was recorded; one of both parts may be missing.
 *
 * @param machine its inventory
 * @param ceilings what it can do
 */
record HardwareSource(Optional<Machine> machine, Optional<Ceilings> ceilings) {
  /** What stands for the machine that this runs on. */
  static final String LIVE = "live";

  private static final String MACHINE_KEY = "machine";
  private static final String CEILINGS_KEY = "ceilings";
  private static final String PROCESSOR_KEY = "processor";

  /**
   * Reads a result folder, a file of 'hardware --json', a {@code machine.json} or {@code
   * ceilings.json}, or this machine.
   *
   * @throws CommandFailure when it is none of these
   */
  static HardwareSource read(String text) throws IOException, CommandFailure {
    if (text.equals(LIVE)) {
      Path here = Path.of("").toAbsolutePath();
      return new HardwareSource(
          Optional.of(MachineInventory.read(List.of(here))),
          CeilingStore.ofUser().find(CeilingMeasurement.fileSystem(here)));
    }
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      ResultFolder folder = ResultFolder.open(path);
      return new HardwareSource(folder.machine(), folder.ceilings());
    }
    return ofJson(path);
  }

  private static HardwareSource ofJson(Path file) throws IOException, CommandFailure {
    JsonMapper mapper =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    try {
      JsonNode root = mapper.readTree(Files.readString(file));
      Optional<JsonNode> machine =
          root.has(PROCESSOR_KEY) ? Optional.of(root) : Optional.ofNullable(root.get(MACHINE_KEY));
      Optional<JsonNode> ceilings =
          root.path(CEILINGS_KEY).isArray()
              ? Optional.of(root)
              : Optional.ofNullable(root.get(CEILINGS_KEY));
      if (machine.isPresent() || ceilings.isPresent()) {
        return new HardwareSource(
            machine.isPresent()
                ? Optional.of(mapper.treeToValue(machine.get(), Machine.class))
                : Optional.empty(),
            ceilings.isPresent()
                ? Optional.of(mapper.treeToValue(ceilings.get(), Ceilings.class))
                : Optional.empty());
      }
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          file + " cannot be read as a machine or its ceilings: " + e.getOriginalMessage());
    }
    throw new CommandFailure(
        file
            + " is neither a machine nor its ceilings; name a result folder, a file of 'hardware"
            + " --json', or '"
            + LIVE
            + "'");
  }
}
