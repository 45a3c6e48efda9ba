package org.weightbench.cli.internal.command;

import java.util.OptionalLong;
import org.weightbench.experiment.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate such as {@code 7GB/s} as bytes per second. */
final class RateConverter implements ITypeConverter<Double> {
  private static final String PER_SECOND = "/s";

  @Override
  public Double convert(String text) {
    String stripped = text.strip();
    OptionalLong bytes =
        stripped.endsWith(PER_SECOND)
            ? Quantities.parseBytes(stripped.substring(0, stripped.length() - PER_SECOND.length()))
            : OptionalLong.empty();
    if (bytes.orElse(0) <= 0) {
      throw new TypeConversionException(
          "found '" + text + "', expected a rate such as 7GB/s or 160MB/s");
    }
    return (double) bytes.getAsLong();
  }
}
