package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Quantities;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingDifference;
import org.weightbench.hardware.ceiling.Ceilings;

/** Ceilings, and the differences of two sets of them, for people. */
public final class CeilingTable {
  private static final String UNSTABLE = "unstable";

  private CeilingTable() {}

  /** Returns the ceilings as lines. */
  public static List<String> lines(Ceilings ceilings) {
    TextTable table =
        TextTable.of(
            List.of(
                Heading.words("Ceiling"),
                Heading.words("With"),
                Heading.number("Median"),
                Heading.number("95 % interval"),
                Heading.number("Samples"),
                Heading.number("CPUs busy"),
                Heading.words("")),
            ceilings.ceilings(),
            CeilingTable::cells);
    List<String> lines = new ArrayList<>(table.lines(OptionalInt.empty()));
    ceilings
        .missing()
        .forEach(
            missing ->
                lines.add(
                    missing.kind().title() + " was not measured, because " + missing.reason()));
    lines.add("");
    lines.add(
        "Measured in "
            + Quantities.duration(ceilings.tookNanos())
            + " on "
            + ceilings.fileSystem()
            + ", reading "
            + ceilings.path()
            + (ceilings.complete() ? "." : "; it was cancelled."));
    if (ceilings.ceilings().stream().anyMatch(ceiling -> !ceiling.stable())) {
      lines.add(
          "'unstable' stands where the interval stayed wider than 5 % of the median for as long as"
              + " there was time.");
    }
    return lines;
  }

  private static List<String> cells(Ceiling ceiling) {
    return List.of(
        ceiling.kind().title(),
        ceiling.conditions().text(),
        ceiling.text(),
        ceiling.kind().unit().text(ceiling.low())
            + " … "
            + ceiling.kind().unit().text(ceiling.high()),
        String.valueOf(ceiling.samples()),
        String.format(Locale.ROOT, "%.2f", ceiling.busyProcessors()),
        ceiling.stable() ? "" : UNSTABLE);
  }

  /** Returns how ceilings differ, as lines. */
  public static List<String> differences(List<CeilingDifference> differences) {
    return TextTable.of(
            List.of(
                Heading.words("Ceiling"),
                Heading.words("With"),
                Heading.number("First"),
                Heading.number("Second"),
                Heading.number("Δ"),
                Heading.words("")),
            differences,
            CeilingTable::cells)
        .lines(OptionalInt.empty());
  }

  private static List<String> cells(CeilingDifference difference) {
    return List.of(
        difference.kind().title(),
        difference.conditions().text(),
        difference.first().map(Ceiling::text).orElse("not measured"),
        difference.second().map(Ceiling::text).orElse("not measured"),
        difference.change().map(Quantities::signedPercent).orElse(""),
        verdict(difference));
  }

  private static String verdict(CeilingDifference difference) {
    if (difference.change().isEmpty() || difference.shown()) {
      return "";
    }
    return difference.judged() ? "no difference shown" : "too few samples";
  }
}
