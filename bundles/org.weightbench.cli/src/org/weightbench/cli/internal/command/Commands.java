package org.weightbench.cli.internal.command;

import java.util.List;

/** The commands there are. */
public final class Commands {
  private static final List<CommandEntry> ALL =
      List.of(
          new CommandEntry(
              "run", "Run an experiment, or go on with one that was stopped.", RunCommand::new),
          new CommandEntry(
              "plan",
              "Show what an experiment would do and how long it would take.",
              PlanCommand::new),
          new CommandEntry(
              "warm", "Fill the page cache with a model, so that it loads fast.", WarmCommand::new),
          new CommandEntry(
              "evict",
              "Empty the page cache of a model, so that it loads cold.",
              EvictCommand::new),
          new CommandEntry(
              "inspect",
              "Show what is in a GGUF model: architecture, sizes by type and layer, problems.",
              InspectCommand::new),
          new CommandEntry(
              "synth",
              "Make a valid llama model of any size, with random weights.",
              SynthCommand::new),
          new CommandEntry(
              "convert", "Convert a model's weights to another type.", ConvertCommand::new),
          new CommandEntry(
              "quant",
              "Show what each quantization format would cost a model: bytes, error, speed.",
              QuantCommand::new),
          new CommandEntry(
              "compare",
              "Compare the cells of one or more results with a baseline.",
              CompareCommand::new),
          new CommandEntry(
              "timeline",
              "Show what the machine did over the time of a load: rates, CPU, faults, stalls.",
              TimelineCommand::new),
          new CommandEntry(
              "watch",
              "Watch another program load a model, as iostat and vmstat would, and record it.",
              WatchCommand::new),
          new CommandEntry(
              "diagnose",
              "Say why a model loads slowly here, with evidence and remedies.",
              DiagnoseCommand::new),
          new CommandEntry(
              "tune",
              "Find the settings that load a model fastest, within a time.",
              TuneCommand::new),
          new CommandEntry(
              "profile", "Keep, compare, export and apply tuning profiles.", ProfileCommand::new),
          new CommandEntry("report", "Write the HTML report of a result anew.", ReportCommand::new),
          new CommandEntry(
              "hardware",
              "Show what this machine is, as far as loading depends on it.",
              HardwareCommand::new),
          new CommandEntry(
              "predict",
              "Say how long a model would take to load, here or on a machine imagined.",
              PredictCommand::new),
          new CommandEntry("ide", "Open the workbench.", IdeCommand::new));

  private Commands() {}

  /** Returns all commands in the order of the help. */
  public static List<CommandEntry> all() {
    return ALL;
  }
}
