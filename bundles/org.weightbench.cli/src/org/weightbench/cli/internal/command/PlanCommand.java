package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.Cost;
import org.weightbench.experiment.ExperimentPlan.SkippedCell;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.DisplayText;
import org.weightbench.runner.ExperimentPlanner;
import org.weightbench.runner.PlannedExperiment;
import org.weightbench.runner.TimeEstimate;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Shows what an experiment would do. */
@CommandLine.Command(
    name = "plan",
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "LIST is one value or several with commas between them; it replaces what the file says.",
      "Nothing is run and nothing is written; to estimate the time, a part of the model is read"
          + " once.",
      "",
      "Examples:",
      "  weightbench plan examples/quickstart.yaml",
      "  weightbench plan model.gguf --threads 1,2,4,8 --chunk 1MiB,16MiB --repetitions 10"
    })
final class PlanCommand extends Command {
  private static final double NANOS_PER_SECOND = 1e9;

  @Mixin private ExperimentOptions experiment = new ExperimentOptions();

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Option(
      names = "--schema",
      description = "Write the JSON schema of experiment files instead, for editors of YAML.")
  private boolean schema;

  PlanCommand(Console console) {
    super(console);
  }

  @Override
  CommandSpec spec() {
    CommandSpec spec = super.spec();
    experiment.addAxisOptions(spec);
    return spec;
  }

  @Override
  public Integer call() throws IOException {
    if (schema) {
      console().out().print(ExperimentFile.schema());
      return ExitCodes.DONE;
    }
    PlannedExperiment planned =
        ExperimentPlanner.plan(experiment.definition(this), experiment.output());
    TimeEstimate time = ExperimentPlanner.estimate(planned);
    if (json) {
      console().out().print(json(planned, time));
    } else {
      lines(planned, time, console().outputColumns())
          .forEach(line -> console().out().println(line));
    }
    return ExitCodes.DONE;
  }

  private static List<String> lines(
      PlannedExperiment planned, TimeEstimate time, OptionalInt columns) {
    ExperimentPlan plan = planned.plan();
    Cost cost = planned.cost();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Experiment  "
            + plan.definition().name()
            + ": "
            + plan.cells().size()
            + " cells × "
            + plan.definition().repetitions()
            + " repetitions = "
            + cost.samples()
            + " samples");
    effort(plan.definition()).ifPresent(effort -> lines.add("Effort      " + effort));
    lines.add(
        "Model       "
            + DisplayText.of(planned.model().toString())
            + ", tensors of "
            + (planned.modelExists() ? "" : "about ")
            + Quantities.bytes(planned.tensorBytes())
            + (planned.modelExists() ? "" : "; will be synthesized first"));
    lines.add(
        "Bytes       "
            + Quantities.bytes(cost.logicalBytes())
            + " loaded, of which "
            + Quantities.bytes(cost.deviceBytes())
            + " cold, from the device");
    lines.add(
        "Time        about " + Quantities.duration(time.totalNanos()) + " (" + time.method() + ")");
    lines.add("");
    lines.addAll(table(plan, time).lines(columns));
    Map<String, List<Cell>> byReason = new LinkedHashMap<>();
    for (SkippedCell skipped : plan.skipped()) {
      byReason.computeIfAbsent(skipped.reason(), _ -> new ArrayList<>()).add(skipped.cell());
    }
    byReason.forEach((reason, cells) -> lines.add(leftOut(cells) + DisplayText.of(reason)));
    return lines;
  }

  private static Optional<String> effort(ExperimentDefinition definition) {
    List<String> parts = new ArrayList<>();
    definition
        .precision()
        .ifPresent(
            precision ->
                parts.add(
                    "then block by block until each median is known to ±"
                        + Quantities.exactPercent(precision.relativeHalfWidth())
                        + ", "
                        + definition.mostRepetitions()
                        + " samples of a cell at most"));
    definition
        .budget()
        .ifPresent(
            budget ->
                parts.add(
                    "no sample begins that would not end within "
                        + Quantities.exactDuration(budget)));
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private static TextTable table(ExperimentPlan plan, TimeEstimate time) {
    List<Axis<?>> axes = new ArrayList<>();
    for (Axis<?> axis : Axes.all()) {
      if (plan.cells().stream().anyMatch(cell -> cell.tells(axis))) {
        axes.add(axis);
      }
    }
    List<Heading> headings = new ArrayList<>();
    axes.forEach(axis -> headings.add(new Heading(axis.title(), !axis.closed())));
    headings.add(Heading.number("One sample"));
    return TextTable.of(headings, plan.cells(), cell -> cells(cell, axes, time));
  }

  private static List<String> cells(Cell cell, List<Axis<?>> axes, TimeEstimate time) {
    List<String> texts = new ArrayList<>();
    axes.forEach(axis -> texts.add(DisplayText.of(cell.text(axis))));
    Long nanos = time.nanosByCell().get(cell);
    texts.add(nanos == null ? "" : "about " + Quantities.duration(nanos));
    return texts;
  }

  private static String leftOut(List<Cell> cells) {
    if (cells.size() > 1) {
      return "Left out: " + cells.size() + " combinations: ";
    }
    return "Left out: " + DisplayText.of(cells.getFirst().id()) + ": ";
  }

  private static String json(PlannedExperiment planned, TimeEstimate time) {
    JsonText text = new JsonText();
    ExperimentPlan plan = planned.plan();
    Cost cost = planned.cost();
    ObjectNode root = text.object();
    root.put("name", plan.definition().name());
    root.put("model", planned.model().toString());
    root.put("modelExists", planned.modelExists());
    root.put("tensorBytes", planned.tensorBytes());
    root.put("repetitions", plan.definition().repetitions());
    root.put("seed", plan.definition().seed());
    root.put("samples", cost.samples());
    root.put("logicalBytes", cost.logicalBytes());
    root.put("deviceBytes", cost.deviceBytes());
    root.put("seconds", time.totalNanos() / NANOS_PER_SECOND);
    root.put("method", time.method());
    if (time.bytesPerSecond().isPresent()) {
      root.put("bytesPerSecond", time.bytesPerSecond().getAsDouble());
    }
    ArrayNode cells = root.putArray("cells");
    for (Cell cell : plan.cells()) {
      ObjectNode node = cells.addObject();
      cell.settings().forEach(node::put);
      Long nanos = time.nanosByCell().get(cell);
      if (nanos != null) {
        node.put("seconds", nanos / NANOS_PER_SECOND);
      }
    }
    ArrayNode skipped = root.putArray("skipped");
    for (SkippedCell cell : plan.skipped()) {
      ObjectNode node = skipped.addObject();
      cell.cell().settings().forEach(node::put);
      node.put("reason", cell.reason());
    }
    return text.write(root);
  }
}
