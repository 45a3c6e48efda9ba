package org.weightbench.cli.internal.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.weightbench.analysis.timeline.SeriesKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a series. */
final class SeriesConverter implements ITypeConverter<SeriesKind> {
  @Override
  public SeriesKind convert(String text) {
    return SeriesKind.of(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "found '"
                        + text
                        + "', expected one of "
                        + Arrays.stream(SeriesKind.values())
                            .map(SeriesKind::id)
                            .collect(Collectors.joining(", "))));
  }
}
