package org.weightbench.cli.internal.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Values that a user names on some axes.
 *
 * @param values canonical texts
 */
record NamedSettings(Map<Axis<?>, String> values) {
  private static final int SHOWN_CELLS = 8;

  /** Tells whether a cell has all these values. */
  boolean fit(Cell cell) {
    return values.entrySet().stream().allMatch(e -> cell.text(e.getKey()).equals(e.getValue()));
  }

  /**
   * Returns the first cell with verified samples that has these settings.
   *
   * @throws CommandFailure when there is none
   */
  Baseline baseline(List<Result> results) throws CommandFailure {
    for (Result result : results) {
      for (CellSummary summary : result.cells()) {
        if (summary.wallNanos().isPresent() && fit(summary.cell())) {
          return new Baseline.ByCell(result.folder(), summary.cell());
        }
      }
    }
    throw new CommandFailure(
        "--baseline: no cell with verified samples has '"
            + this
            + "'; there are "
            + results.stream()
                .flatMap(result -> result.cells().stream())
                .map(summary -> summary.cell().id())
                .distinct()
                .limit(SHOWN_CELLS)
                .collect(Collectors.joining("; ")));
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(e -> e.getKey().name() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }

  /** Reads {@code strategy=read,threads=1}. */
  static final class Converter implements ITypeConverter<NamedSettings> {

    @Override
    public NamedSettings convert(String text) {
      Map<Axis<?>, String> values = new LinkedHashMap<>();
      for (String part : text.split(",")) {
        int equals = part.indexOf('=');
        if (equals < 0) {
          throw wrong("'" + part.strip() + "'", "settings such as strategy=read,threads=1");
        }
        String name = part.substring(0, equals).strip();
        String value = part.substring(equals + 1).strip();
        Axis<?> axis = Axes.named(name).orElseThrow(() -> wrong("'" + name + "'", axisNames()));
        values.put(
            axis,
            axis.canonical(value)
                .orElseThrow(() -> wrong("'" + part.strip() + "'", axis.expected())));
      }
      return new NamedSettings(values);
    }

    private static String axisNames() {
      return Axes.all().stream().map(Axis::name).collect(Collectors.joining(", ", "one of ", ""));
    }

    private static TypeConversionException wrong(String found, String expected) {
      return new TypeConversionException("found " + found + ", expected " + expected);
    }
  }
}
