package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.gguf.DisplayText;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.TuningProfile;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the machine of a profile with this one. */
@CommandLine.Command(
    name = "check",
    description = "Show in what this machine differs from that of a profile.")
final class ProfileCheck extends ProfileAction {
  @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or its file.")
  private String name = "";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Model whose storage is looked at (default: the profile's).")
  private @Nullable Path model;

  ProfileCheck(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    TuningProfile profile = store().find(name);
    Path file = Optional.ofNullable(model).orElseGet(() -> Path.of(profile.support().modelPath()));
    if (!Files.exists(file)) {
      throw new CommandFailure(file + " does not exist; name the model here with --model");
    }
    List<Fingerprint.Difference> differences =
        profile.machine().differences(Fingerprint.of(MachineInventory.read(List.of(file))));
    if (differences.isEmpty()) {
      console().out().println("This machine is like the one that " + name + " was measured on.");
    }
    for (Fingerprint.Difference difference : differences) {
      console()
          .out()
          .println(
              DisplayText.of(
                  difference.title()
                      + ": "
                      + difference.saved()
                      + " when it was measured, "
                      + difference.here()
                      + " here"));
    }
    return ExitCodes.DONE;
  }
}
