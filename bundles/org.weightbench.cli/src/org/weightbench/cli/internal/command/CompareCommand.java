package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.report.HtmlReport;
import org.weightbench.cli.internal.table.ComparisonFormat;
import org.weightbench.cli.internal.table.ComparisonView;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.DisplayText;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares results. */
@CommandLine.Command(
    name = "compare",
    footer = {
      "",
      "Several results are compared with the first, cell by cell where they have cells in common;"
          + " the cells",
      "of one result with its first cell, under their own conditions (cache state, what is"
          + " delivered).",
      "Times are medians with bootstrap 95 %% intervals; a difference is the Hodges-Lehmann shift,"
          + " tested by",
      "Mann-Whitney and corrected by Holm.",
      "",
      "Examples:",
      "  weightbench compare weightbench-results/quickstart-20261124-152200",
      "  weightbench compare results/a results/b --baseline-result results/a",
      "  weightbench compare results/a --baseline strategy=read,threads=1 --format csv > a.csv",
      "  weightbench compare results/a --samples",
      "  weightbench compare results/before server/after --format html > compared.html"
    })
final class CompareCommand extends Command {
  @Parameters(arity = "1..*", paramLabel = "RESULT", description = "Result folders.")
  private List<Path> folders = new ArrayList<>();

  @ArgGroup private @Nullable BaselineChoice baseline;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(names = "--samples", description = "Show every sample; with html, beside the cells.")
  private boolean samples;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  CompareCommand(Console console) {
    super(console);
  }

  /** What the user may choose as baseline; one of both. */
  private static final class BaselineChoice {
    @Option(
        names = "--baseline",
        paramLabel = "SETTINGS",
        converter = NamedSettings.Converter.class,
        description = "Settings of the baseline, such as strategy=read,threads=1.")
    private @Nullable NamedSettings settings;

    @Option(
        names = "--baseline-result",
        paramLabel = "DIR",
        description = "Result that the others are compared with, cell by cell.")
    private @Nullable Path result;
  }

  /** Names of formats as they are typed. */
  private enum Format {
    table,
    json,
    csv,
    markdown,
    html
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    Optional<Path> baselineResult = Optional.ofNullable(baseline).map(choice -> choice.result);
    Set<ResultFolder> opened = new LinkedHashSet<>();
    for (Path folder : folders) {
      opened.add(ResultFolder.open(folder));
    }
    if (baselineResult.isPresent()) {
      opened.add(ResultFolder.open(baselineResult.get()));
    }
    List<Result> results = new ArrayList<>();
    for (ResultFolder folder : opened) {
      results.add(Result.read(folder));
    }
    Optional<NamedSettings> settings = Optional.ofNullable(baseline).map(choice -> choice.settings);
    Comparison comparison =
        baselineResult.isPresent()
            ? Comparison.of(results, new Baseline.ByResult(ResultFolder.open(baselineResult.get())))
            : settings.isPresent()
                ? Comparison.of(results, settings.get().baseline(results))
                : Comparison.of(results);
    console().out().print(written(ComparisonView.of(comparison)));
    if (format == Format.csv && !json) {
      comparison.warnings().forEach(w -> console().err().println("Warning: " + DisplayText.of(w)));
    }
    return ExitCodes.DONE;
  }

  private String written(ComparisonView view) throws IOException {
    if (format == Format.html && !json) {
      return HtmlReport.comparison(view, samples);
    }
    ComparisonFormat chosen =
        json
            ? ComparisonFormat.JSON
            : ComparisonFormat.valueOf(format.name().toUpperCase(Locale.ROOT));
    return samples
        ? chosen.writeSamples(view, console().outputColumns())
        : chosen.write(view, console().outputColumns());
  }
}
