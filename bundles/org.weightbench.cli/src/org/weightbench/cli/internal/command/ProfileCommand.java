package org.weightbench.cli.internal.command;

import java.util.List;
import java.util.function.Function;
import org.weightbench.cli.internal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Keeps and uses tuning profiles. */
@CommandLine.Command(
    name = "profile",
    synopsisSubcommandLabel = "ACTION",
    footer = {
      "",
      "A profile is NAME.tuning.yaml: settings that load fast, and the evidence for them.",
      "",
      "Examples:",
      "  weightbench profile save weightbench-results/tune-1 --name nvme --set readAhead=2MiB",
      "  weightbench profile check nvme",
      "  weightbench profile export nvme --for llama.cpp",
      "  weightbench profile apply nvme"
    })
final class ProfileCommand extends Command {
  private static final List<Function<Console, Command>> ACTIONS =
      List.of(
          ProfileList::new,
          ProfileShow::new,
          ProfileSave::new,
          ProfileCompare::new,
          ProfileCheck::new,
          ProfileExport::new,
          ProfileApply::new,
          ProfileUndo::new);

  ProfileCommand(Console console) {
    super(console);
  }

  @Override
  CommandSpec spec() {
    CommandSpec spec = super.spec();
    for (Function<Console, Command> action : ACTIONS) {
      CommandSpec made = action.apply(console()).spec();
      spec.addSubcommand(made.name(), made);
    }
    return spec;
  }

  @Override
  public Integer call() {
    throw usage(
        "missing: what to do, one of list, show, save, compare, check, export, apply, undo");
  }
}
