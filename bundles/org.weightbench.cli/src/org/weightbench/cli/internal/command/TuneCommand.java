package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.RunProgress;
import org.weightbench.cli.internal.report.HtmlReport;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.DisplayText;
import org.weightbench.runner.ExperimentRunner;
import org.weightbench.runner.RunResult;
import org.weightbench.runner.StopSignal;
import org.weightbench.runner.tune.Goal;
import org.weightbench.runner.tune.Tuned;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Finds the best settings. */
@CommandLine.Command(
    name = "tune",
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "Strategy, threads and chunk are searched unless options say otherwise; LIST is one value or"
          + " more.",
      "Far fewer samples are taken than a whole sweep would need: blocks of cells in random order,"
          + " each",
      "smaller than the one before. What was tried is a result folder like any other.",
      "",
      "Examples:",
      "  weightbench tune model.gguf --budget 10min",
      "  weightbench tune model.gguf --budget 5min --goal warm --deliver f32 --profile server",
      "  weightbench profile export server --for llama.cpp"
    })
final class TuneCommand extends Command {
  private static final int MOST_SAMPLES_OF_A_CELL = 1000;
  private static final int MOST_THREADS = 16;
  private static final int MOST_NAME = 64;

  @Mixin private ExperimentOptions experiment = new ExperimentOptions();

  @Option(
      names = "--goal",
      paramLabel = "GOAL",
      defaultValue = "cold",
      description =
          "What is made small: cold or warm load time, first-layer, memory (default:"
              + " ${DEFAULT-VALUE}).")
  private String goalName = Goal.COLD.label();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Name of the profile that is saved (default: the model's name and the goal).")
  private @Nullable String profileName;

  @Option(
      names = "--profiles",
      paramLabel = "DIR",
      description = "Folder of profiles (default: the user's).")
  private @Nullable Path profiles;

  TuneCommand(Console console) {
    super(console);
  }

  @Override
  CommandSpec spec() {
    CommandSpec spec = super.spec();
    experiment.addAxisOptions(spec);
    return spec;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    Goal goal =
        Arrays.stream(Goal.values())
            .filter(known -> known.label().equals(goalName))
            .findFirst()
            .orElseThrow(
                () ->
                    usage(
                        "--goal: found '"
                            + goalName
                            + "', expected one of "
                            + Arrays.stream(Goal.values())
                                .map(Goal::label)
                                .collect(Collectors.joining(", "))));
    ExperimentDefinition definition = definition(goal);
    String name = Optional.ofNullable(profileName).orElseGet(() -> name(definition, goal));
    if (!TuningProfile.isName(name)) {
      throw usage("--profile: found '" + name + "', expected letters, digits, '.', '_' or '-'");
    }
    StopSignal stop = console().interruption().listen();
    RunResult result =
        new ExperimentRunner(RunProgress.on(console()), stop)
            .search(definition, goal, experiment.output());
    if (result.outcome() != Outcome.COMPLETED || result.folder().isEmpty()) {
      return result.exitCode();
    }
    conclude(result.folder().get(), goal, name);
    return ExitCodes.DONE;
  }

  private ExperimentDefinition definition(Goal goal) throws IOException {
    ExperimentDefinition asked = experiment.definition(this, searched(goal));
    if (asked.budget().isEmpty()) {
      throw usage("missing: --budget, the time that the search may take, such as 10min");
    }
    Optional<String> samples = experiment.samplesOption();
    if (samples.isPresent()) {
      throw usage(
          samples.get() + ": a search decides itself how often each cell is loaded; leave it out");
    }
    for (Axis<?> axis : List.of(Axes.DELIVER, Axes.TENSORS, Axes.CONSUME)) {
      List<String> values = asked.sweep().getOrDefault(axis.name(), List.of());
      if (values.size() > 1) {
        throw usage(
            axis.name()
                + ": found "
                + String.join(", ", values)
                + ", expected one value: a search compares loads that deliver the same");
      }
    }
    return underTheGoal(asked, goal)
        .withEffort(
            1, Optional.of(new Precision(Precision.MOST, MOST_SAMPLES_OF_A_CELL)), asked.budget());
  }

  /** The cache state that the goal means; of an experiment file's, it is the only one searched. */
  private ExperimentDefinition underTheGoal(ExperimentDefinition asked, Goal goal) {
    String cache = goal.cache().label();
    List<String> swept = asked.sweep().getOrDefault(Axes.CACHE.name(), List.of());
    if (swept.equals(List.of(cache))) {
      return asked;
    }
    if (experiment.says(Axes.CACHE) || !swept.contains(cache)) {
      throw usage(
          "cache: found "
              + (swept.isEmpty() ? Axes.CACHE.standardText() : String.join(", ", swept))
              + ", expected "
              + cache
              + ", under which the goal "
              + goal.label()
              + " is measured; choose another --goal or cache");
    }
    console().err().println("cache: only " + cache + " is searched, as the goal means");
    Map<String, List<String>> sweep = new LinkedHashMap<>(asked.sweep());
    sweep.put(Axes.CACHE.name(), List.of(cache));
    return asked.withSweep(sweep, asked.rules());
  }

  private static Map<String, List<String>> searched(Goal goal) {
    int processors = Runtime.getRuntime().availableProcessors();
    List<String> threads =
        IntStream.iterate(1, n -> n <= Math.min(MOST_THREADS, 2 * processors), n -> 2 * n)
            .mapToObj(String::valueOf)
            .toList();
    return Map.of(
        Axes.STRATEGY.name(),
        Axes.STRATEGY.choices().stream().filter(s -> !s.equals("external")).toList(),
        Axes.CACHE.name(),
        List.of(goal.cache().label()),
        Axes.THREADS.name(),
        threads,
        Axes.CHUNK.name(),
        List.of("1 MiB", "4 MiB", "16 MiB"));
  }

  private static String name(ExperimentDefinition definition, Goal goal) {
    String name =
        (definition.name() + "-" + goal.label())
            .replaceAll("[^A-Za-z0-9._-]", "-")
            .replaceFirst("^[^A-Za-z0-9]+", "");
    return name.substring(0, Math.min(name.length(), MOST_NAME));
  }

  private void conclude(ResultFolder folder, Goal goal, String name)
      throws IOException, CommandFailure {
    Result result = Result.read(folder);
    Tuned tuned =
        Tuned.of(result, goal)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        folder.path()
                            + ": no sample shows the "
                            + goal.quantity()
                            + "; give the search more time, or look at the samples"));
    TuningProfile profile =
        TuningProfile.of(
            name,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            result,
            tuned.winner(),
            Map.of());
    ProfileStore store =
        Optional.ofNullable(profiles).map(ProfileStore::new).orElseGet(ProfileStore::ofUser);
    Path saved = store.save(profile);
    Path report = HtmlReport.write(result);
    lines(tuned).forEach(line -> console().out().println(DisplayText.of(line)));
    console().out().println();
    console().out().println("Profile: " + saved);
    console().out().println("Result: " + folder.path());
    console().out().println("Report: " + report);
  }

  private static List<String> lines(Tuned tuned) {
    List<String> lines = new ArrayList<>();
    lines.add("Best: " + tuned.winner().cell().id());
    lines.add(
        "  "
            + tuned.goal().quantity()
            + " "
            + text(tuned.goal(), tuned.value().median())
            + " (95 % interval "
            + text(tuned.goal(), tuned.value().low())
            + " … "
            + text(tuned.goal(), tuned.value().high())
            + ", "
            + tuned.value().count()
            + " samples)");
    if (tuned.next().isPresent() && tuned.margin().isPresent()) {
      Estimate margin = tuned.margin().get();
      lines.add(
          "  next: "
              + tuned.next().get().cell().id()
              + String.format(
                  Locale.ROOT,
                  ", %+.1f %% (95 %% interval %+.1f … %+.1f %%)",
                  margin.median() * 100,
                  margin.low() * 100,
                  margin.high() * 100));
    }
    lines.add("Tried: " + tuned.tried() + " cells with " + tuned.samples() + " samples");
    return lines;
  }

  private static String text(Goal goal, double value) {
    return goal == Goal.MEMORY ? Quantities.bytes(Math.round(value)) : Quantities.duration(value);
  }
}
