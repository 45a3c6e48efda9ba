package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a profile of a result. */
@CommandLine.Command(name = "save", description = "Save the best cell of a result as a profile.")
final class ProfileSave extends ProfileAction {
  @Parameters(paramLabel = "RESULT", description = "Result folder.")
  private Path folder = Path.of("");

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Option(
      names = "--cell",
      paramLabel = "SETTINGS",
      converter = NamedSettings.Converter.class,
      description = "Which cells, such as cache=warm; the fastest is taken (default: cold ones).")
  private @Nullable NamedSettings wanted;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Setting of the system: readAhead, transparentHugePages, swappiness.")
  private Map<String, String> system = new LinkedHashMap<>();

  ProfileSave(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (!TuningProfile.isName(name)) {
      throw usage("--name: found '" + name + "', expected letters, digits, '.', '_' or '-'");
    }
    Map<SystemSetting, String> settings = settings();
    Result result = Result.read(ResultFolder.open(folder));
    CellSummary best =
        result
            .sampled()
            .filter(cell -> cell.wallNanos().isPresent() && fits(result, cell))
            .min(Comparator.comparingDouble(cell -> cell.wallNanos().orElseThrow().median()))
            .orElseThrow(
                () -> new CommandFailure(folder + ": no cell with verified samples is meant"));
    TuningProfile profile =
        TuningProfile.of(
            name, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), result, best, settings);
    console().out().println(store().save(profile));
    return ExitCodes.DONE;
  }

  private boolean fits(Result result, CellSummary cell) {
    if (wanted != null) {
      return wanted.fit(cell.cell());
    }
    boolean anyCold = result.sampled().anyMatch(ProfileSave::cold);
    return !anyCold || cold(cell);
  }

  private static boolean cold(CellSummary cell) {
    return cell.cell().text(Axes.CACHE).equals("cold");
  }

  private Map<SystemSetting, String> settings() {
    Map<SystemSetting, String> settings = new EnumMap<>(SystemSetting.class);
    for (Map.Entry<String, String> entry : system.entrySet()) {
      SystemSetting setting =
          SystemSetting.named(entry.getKey())
              .orElseThrow(
                  () ->
                      usage(
                          "--set: found '"
                              + entry.getKey()
                              + "', expected one of "
                              + SystemSetting.keys()));
      settings.put(
          setting,
          setting
              .canonical(entry.getValue())
              .orElseThrow(
                  () ->
                      usage(
                          "--set "
                              + setting.key()
                              + ": found '"
                              + entry.getValue()
                              + "', expected "
                              + setting.expected())));
    }
    return settings;
  }
}
