package org.weightbench.launching;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.osgi.util.NLS;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource;
import org.weightbench.experiment.Precision;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.SweepRules;

/**
 * What a launch configuration of type {@link #TYPE} holds, as the user typed it: it may have
 * mistakes, which {@link #problem()} tells.
 *
 * @param subject what is run
 * @param sweep values by axis name, separated by commas, in the order of {@link Axes#all()}; it
 *     counts only where the subject is models
 * @param repetitions samples of each cell
 * @param seed seed of the order of samples
 * @param precision how well each cell is to be known, such as {@code 3%}; empty to take the
 *     repetitions and no more
 * @param budget time after which no further sample is begun, such as {@code 10min}; empty for as
 *     long as it takes
 * @param output folder that holds result folders; empty for the usual one
 * @param runner Java that runs it
 */
public record LaunchSettings(
    Subject subject,
    Map<String, String> sweep,
    String repetitions,
    String seed,
    String precision,
    String budget,
    String output,
    RunnerSettings runner) {

  /** Id of the launch configuration type. */
  public static final String TYPE = "org.weightbench.launching.loadExperiment";

  /** Most samples that a launch may plan. */
  public static final int MAX_SAMPLES = 100_000;

  private static final String PREFIX = "org.weightbench.launching.";
  private static final String MODELS = PREFIX + "models";
  private static final String EXPERIMENT = PREFIX + "experiment";
  private static final String RESUME = PREFIX + "resume";
  private static final String SWEEP = PREFIX + "sweep.";
  private static final String REPETITIONS = PREFIX + "repetitions";
  private static final String SEED = PREFIX + "seed";
  private static final String PRECISION = PREFIX + "precision";
  private static final String BUDGET = PREFIX + "budget";
  private static final String OUTPUT = PREFIX + "output";
  private static final String SEPARATOR = ", ";
  private static final int LONGEST_NAME = 64;

  /** Completes the sweep with standard values and puts it in order. */
  public LaunchSettings {
    Map<String, String> complete = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.all()) {
      complete.put(axis.name(), sweep.getOrDefault(axis.name(), axis.standardText()));
    }
    sweep = Collections.unmodifiableMap(complete);
  }

  /**
   * Returns what a new configuration starts with: a sweep of some minutes that tells how the
   * strategies compare, cold and warm.
   */
  public static LaunchSettings standard(Subject subject) {
    return new LaunchSettings(
        subject,
        ExperimentDefinition.standardSweep().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, axis -> String.join(SEPARATOR, axis.getValue()))),
        String.valueOf(ExperimentDefinition.STANDARD_REPETITIONS),
        String.valueOf(ExperimentDefinition.STANDARD_SEED),
        "",
        "",
        "",
        RunnerSettings.STANDARD);
  }

  /**
   * Reads a configuration; what it does not say is as in {@link #standard}.
   *
   * @throws CoreException when the configuration cannot be read
   */
  public static LaunchSettings read(ILaunchConfiguration configuration) throws CoreException {
    LaunchSettings standard = standard(subject(configuration));
    Map<String, String> sweep = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.all()) {
      sweep.put(
          axis.name(),
          configuration.getAttribute(SWEEP + axis.name(), standard.sweep.get(axis.name())));
    }
    return new LaunchSettings(
        standard.subject,
        sweep,
        configuration.getAttribute(REPETITIONS, standard.repetitions),
        configuration.getAttribute(SEED, standard.seed),
        configuration.getAttribute(PRECISION, ""),
        configuration.getAttribute(BUDGET, ""),
        configuration.getAttribute(OUTPUT, ""),
        RunnerSettings.read(configuration));
  }

  /** Writes all of it to a configuration. */
  public void write(ILaunchConfigurationWorkingCopy configuration) {
    configuration.removeAttribute(MODELS);
    configuration.removeAttribute(EXPERIMENT);
    configuration.removeAttribute(RESUME);
    switch (subject) {
      case Subject.Models(List<String> locations) -> configuration.setAttribute(MODELS, locations);
      case Subject.ExperimentFile(String location) ->
          configuration.setAttribute(EXPERIMENT, location);
      case Subject.UnfinishedResult(String location) ->
          configuration.setAttribute(RESUME, location);
    }
    sweep.forEach((axis, values) -> configuration.setAttribute(SWEEP + axis, values));
    configuration.setAttribute(REPETITIONS, repetitions);
    configuration.setAttribute(SEED, seed);
    configuration.setAttribute(PRECISION, precision);
    configuration.setAttribute(BUDGET, budget);
    configuration.setAttribute(OUTPUT, output);
    runner.write(configuration);
  }

  /** Returns these settings with another subject. */
  public LaunchSettings withSubject(Subject other) {
    return new LaunchSettings(other, sweep, repetitions, seed, precision, budget, output, runner);
  }

  /** Returns these settings with another folder for results. */
  public LaunchSettings withOutput(String other) {
    return new LaunchSettings(subject, sweep, repetitions, seed, precision, budget, other, runner);
  }

  /** Returns these settings with another sweep. */
  public LaunchSettings withSweep(
      Map<String, String> otherSweep, String otherRepetitions, String otherSeed) {
    return new LaunchSettings(
        subject, otherSweep, otherRepetitions, otherSeed, precision, budget, output, runner);
  }

  /** Returns these settings with another effort in all. */
  public LaunchSettings withEffort(String otherPrecision, String otherBudget) {
    return new LaunchSettings(
        subject, sweep, repetitions, seed, otherPrecision, otherBudget, output, runner);
  }

  /** Returns these settings with another Java. */
  public LaunchSettings withRunner(RunnerSettings other) {
    return new LaunchSettings(subject, sweep, repetitions, seed, precision, budget, output, other);
  }

  /**
   * Tells the first mistake in sweep, repetitions and seed, as one sentence; empty without mistake.
   */
  public Optional<String> problem() {
    long cells = 1;
    for (Axis<?> axis : Axes.all()) {
      Optional<String> problem = axisProblem(axis);
      if (problem.isPresent()) {
        return problem;
      }
      cells = Math.min(Integer.MAX_VALUE, cells * values(axis).size());
    }
    OptionalInt count = repetitionCount();
    if (count.isEmpty()) {
      return Optional.of(
          NLS.bind(Messages.settings_repetitions, repetitions, String.valueOf(MAX_SAMPLES)));
    }
    if (seedNumber().isEmpty()) {
      return Optional.of(NLS.bind(Messages.settings_seed, seed));
    }
    Optional<String> effort = effortProblem();
    if (effort.isPresent()) {
      return effort;
    }
    long samples = cells * count.getAsInt();
    if (samples > MAX_SAMPLES) {
      return Optional.of(
          NLS.bind(
              Messages.settings_tooMany, String.valueOf(samples), String.valueOf(MAX_SAMPLES)));
    }
    if (definition("check", Path.of("check")).combinations().stream()
        .allMatch(cell -> cell.contradiction().isPresent())) {
      return Optional.of(NLS.bind(Messages.settings_noCell, firstContradiction().orElseThrow()));
    }
    return Optional.empty();
  }

  /** Tells the first mistake in precision and budget, as one sentence; empty without mistake. */
  public Optional<String> effortProblem() {
    if (!precision.isBlank() && precisionValue().isEmpty()) {
      return Optional.of(NLS.bind(Messages.settings_precision, precision));
    }
    return budget.isBlank() || budgetValue().isPresent()
        ? Optional.empty()
        : Optional.of(NLS.bind(Messages.settings_budget, budget));
  }

  /**
   * Returns what is asked of a model.
   *
   * @param configurationName name of the configuration, which the experiment takes as far as it may
   * @param model the model's file
   * @throws IllegalStateException when there is a {@link #problem()}
   */
  public ExperimentDefinition definition(String configurationName, Path model) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.all()) {
      values.put(
          axis.name(),
          values(axis).stream()
              .map(text -> axis.canonical(text).orElseThrow(() -> mistake(axis.name())))
              .toList());
    }
    return new ExperimentDefinition(
        experimentName(configurationName),
        new ModelSource.ModelFile(model.toAbsolutePath().normalize()),
        values,
        SweepRules.GRID,
        repetitionCount().orElseThrow(() -> mistake(REPETITIONS)),
        precisionValue(),
        budgetValue(),
        seedNumber().orElseThrow(() -> mistake(SEED)));
  }

  private Optional<Precision> precisionValue() {
    OptionalDouble share = Quantities.parsePercent(precision.strip());
    return share.isPresent()
            && share.getAsDouble() >= Precision.LEAST
            && share.getAsDouble() <= Precision.MOST
        ? Optional.of(new Precision(share.getAsDouble(), Precision.STANDARD_MOST_REPETITIONS))
        : Optional.empty();
  }

  private Optional<Duration> budgetValue() {
    return Quantities.parseDuration(budget.strip()).filter(Duration::isPositive);
  }

  /** Returns the values of an axis as they were typed, without empty ones. */
  public List<String> values(Axis<?> axis) {
    return Arrays.stream(sweep.getOrDefault(axis.name(), "").split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Subject subject(ILaunchConfiguration configuration) throws CoreException {
    if (configuration.hasAttribute(EXPERIMENT)) {
      return new Subject.ExperimentFile(configuration.getAttribute(EXPERIMENT, ""));
    }
    return configuration.hasAttribute(RESUME)
        ? new Subject.UnfinishedResult(configuration.getAttribute(RESUME, ""))
        : new Subject.Models(configuration.getAttribute(MODELS, List.of()));
  }

  private Optional<String> axisProblem(Axis<?> axis) {
    List<String> values = values(axis);
    if (values.isEmpty()) {
      return Optional.of(
          NLS.bind(
              axis.closed() ? Messages.settings_noChoice : Messages.settings_noValue,
              Phrases.say(axis.title()),
              Phrases.say(axis.expected())));
    }
    Set<String> seen = new LinkedHashSet<>();
    for (String value : values) {
      Optional<String> canonical = axis.canonical(value);
      if (canonical.isEmpty()) {
        return Optional.of(
            NLS.bind(
                Messages.settings_badValue,
                new Object[] {Phrases.say(axis.title()), value, Phrases.say(axis.expected())}));
      }
      if (!seen.add(canonical.get())) {
        return Optional.of(NLS.bind(Messages.settings_twice, Phrases.say(axis.title()), value));
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstContradiction() {
    List<String> contradictions = new ArrayList<>();
    for (Cell cell : definition("check", Path.of("check")).combinations()) {
      cell.contradiction().ifPresent(contradictions::add);
    }
    return contradictions.stream().findFirst();
  }

  private OptionalInt repetitionCount() {
    if (!repetitions.strip().matches("\\d{1,6}")) {
      return OptionalInt.empty();
    }
    int count = Integer.parseInt(repetitions.strip());
    return count >= 1 && count <= MAX_SAMPLES ? OptionalInt.of(count) : OptionalInt.empty();
  }

  private OptionalLong seedNumber() {
    return seed.strip().matches("-?\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(seed.strip()))
        : OptionalLong.empty();
  }

  private static IllegalStateException mistake(String where) {
    return new IllegalStateException(where + " has a mistake; ask problem() first");
  }

  private static String experimentName(String configurationName) {
    String name =
        configurationName
            .codePoints()
            .mapToObj(Character::toString)
            .map(c -> c.matches("[\\p{L}\\p{N} ._-]") ? c : "-")
            .collect(Collectors.joining())
            .replaceFirst("^[^\\p{L}\\p{N}]+", "");
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return cut.isBlank() ? "experiment" : cut.strip();
  }
}
