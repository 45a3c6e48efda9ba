package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Compares profiles. */
@CommandLine.Command(name = "compare", description = "Show in what profiles differ.")
final class ProfileCompare extends ProfileAction {
  @Parameters(arity = "2..*", paramLabel = "PROFILE", description = "Names or files.")
  private List<String> names = new ArrayList<>();

  ProfileCompare(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    List<TuningProfile> profiles = new ArrayList<>();
    for (String name : names) {
      profiles.add(store().find(name));
    }
    List<Heading> headings = new ArrayList<>(List.of(Heading.words("")));
    profiles.forEach(profile -> headings.add(Heading.words(profile.name())));
    List<List<String>> rows = new ArrayList<>();
    row(rows, profiles, "load time", ProfileAction::loadTime);
    row(rows, profiles, "model", p -> p.support().modelName());
    for (Axis<?> axis : Axes.all()) {
      row(rows, profiles, axis.name(), p -> p.setting(axis));
    }
    for (SystemSetting setting : SystemSetting.values()) {
      row(rows, profiles, setting.key(), p -> p.system().getOrDefault(setting, "as it is"));
    }
    profiles.stream()
        .flatMap(profile -> profile.machine().facts().keySet().stream())
        .distinct()
        .forEach(
            fact ->
                row(rows, profiles, fact, p -> p.machine().facts().getOrDefault(fact, "unknown")));
    new TextTable(headings, rows)
        .lines(console().outputColumns())
        .forEach(console().out()::println);
    return ExitCodes.DONE;
  }

  /** Adds what differs. */
  private static void row(
      List<List<String>> rows,
      List<TuningProfile> profiles,
      String title,
      Function<TuningProfile, String> value) {
    List<String> values = profiles.stream().map(value).toList();
    if (values.stream().distinct().count() > 1) {
      List<String> row = new ArrayList<>(List.of(title));
      row.addAll(values);
      rows.add(row);
    }
  }
}
