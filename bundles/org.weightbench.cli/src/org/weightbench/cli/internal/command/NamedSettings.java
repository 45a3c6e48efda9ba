package org.weightbench.cli.internal.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** Tells whether a cell has all these values. */
  boolean fit(Cell cell) {
    return values.entrySet().stream().allMatch(e -> cell.text(e.getKey()).equals(e.getValue()));
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
