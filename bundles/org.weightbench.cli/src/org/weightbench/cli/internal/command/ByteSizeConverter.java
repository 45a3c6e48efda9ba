package org.weightbench.cli.internal.command;

import java.util.OptionalLong;
import org.weightbench.experiment.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size such as {@code 1GiB}. */
final class ByteSizeConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    OptionalLong bytes = Quantities.parseBytes(text);
    if (bytes.isEmpty()) {
      throw new TypeConversionException(
          "found '" + text + "', expected a size such as 1GiB, 500MB or 4096");
    }
    return bytes.getAsLong();
  }
}
