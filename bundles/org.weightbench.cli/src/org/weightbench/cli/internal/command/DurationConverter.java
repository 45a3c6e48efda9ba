package org.weightbench.cli.internal.command;

import java.time.Duration;
import java.util.Optional;
import org.weightbench.experiment.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the time between two readings. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Override
  public Duration convert(String text) {
    Optional<Duration> duration = Quantities.parseDuration(text);
    if (duration.isEmpty()
        || duration.get().compareTo(SHORTEST) < 0
        || duration.get().compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "found '" + text + "', expected a time from 10ms to 1min, such as 100ms or 2s");
    }
    return duration.get();
  }
}
