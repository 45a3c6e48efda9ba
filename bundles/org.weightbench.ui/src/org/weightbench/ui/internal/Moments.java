package org.weightbench.ui.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;

/** Says when something was, as it is written where the workbench runs. */
public final class Moments {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
          .withZone(ZoneId.systemDefault());

  private Moments() {}

  /** Returns day and time. */
  public static String text(TemporalAccessor moment) {
    return SHORT.format(moment);
  }

  /** Returns day and time of a moment as files have it (ISO 8601, UTC), or what stands there. */
  public static String text(String moment) {
    try {
      return text(Instant.parse(moment));
    } catch (DateTimeParseException _) {
      return moment;
    }
  }
}
