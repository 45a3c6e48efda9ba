package org.weightbench.experiment;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.weightbench.hardware.Units;

/**
 * How sizes, rates and durations are written everywhere: in the {@linkplain Units#current units} of
 * the work that writes, which are IEC units (GiB) for sizes and SI units (GB/s) for rates unless a
 * person prefers others; always with the unit, and with a decimal point unless the locale of that
 * person has another sign.
 */
public final class Quantities {
  private static final String[] IEC = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(|B|[KMGT]i?B?)", Pattern.CASE_INSENSITIVE);

  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,6})\\s*h)?\\s*(?:(\\d{1,7})\\s*min)?\\s*(?:(\\d{1,8})\\s*s)?"
              + "\\s*(?:(\\d{1,9})\\s*ms)?",
          Pattern.CASE_INSENSITIVE);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,9})?)\\s*%");

  private Quantities() {}

  /**
   * Writes a size, for example {@code 1.50 GiB}; three significant digits, whole bytes below 1 KiB.
   */
  public static String bytes(long bytes) {
    return Units.current().size(bytes);
  }

  /**
   * Writes a size so that it reads back as the same number of bytes, for example {@code 4 MiB} or
   * {@code 1000 B}.
   */
  public static String exactBytes(long bytes) {
    long value = bytes;
    int unit = 0;
    while (value != 0 && value % 1024 == 0 && unit < IEC.length - 1) {
      value /= 1024;
      unit++;
    }
    return value + " " + IEC[unit];
  }

  /** Writes a rate, for example {@code 1.42 GB/s}. */
  public static String rate(double bytesPerSecond) {
    return Units.current().rate(bytesPerSecond);
  }

  /**
   * Writes a duration in the unit that suits it, for example {@code 732 ms} or {@code 3 min 20 s}.
   */
  public static String duration(double nanos) {
    return Units.current().time(nanos);
  }

  /** Writes a share of one as a percentage with its sign, for example {@code +12.3 %}. */
  public static String signedPercent(double share) {
    return Units.current().format("%+.1f %%", share * 100);
  }

  /**
   * Reads a size as a person writes it: {@code 4MiB}, {@code 1.5 GiB}, {@code 64K}, {@code 4096}.
   * IEC units ({@code KiB}, or {@code K} alone) count in 1024, SI units ({@code kB}, {@code MB}) in
   * 1000.
   *
   * @return the bytes, or empty when the text is no size or does not fit
   */
  public static OptionalLong parseBytes(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : " KMGT".indexOf(unit.charAt(0));
    double base = unit.length() == 2 && unit.endsWith("B") ? 1000 : 1024;
    double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(base, Math.max(power, 0));
    return bytes <= Long.MAX_VALUE / 2 ? OptionalLong.of(Math.round(bytes)) : OptionalLong.empty();
  }

  /**
   * Reads a duration as a person writes it: {@code 5 ms}, {@code 90 s}, {@code 10min}, {@code 1 h
   * 30 min}.
   *
   * @return the duration, or empty when the text is none or longer than a year
   */
  public static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches() || text.isBlank()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofHours(whole(matcher.group(1)))
            .plusMinutes(whole(matcher.group(2)))
            .plusSeconds(whole(matcher.group(3)))
            .plusMillis(whole(matcher.group(4)));
    return duration.compareTo(LONGEST) <= 0 ? Optional.of(duration) : Optional.empty();
  }

  private static long whole(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /**
   * Writes a duration of whole milliseconds so that it reads back as the same, such as {@code 10
   * min}.
   */
  public static String exactDuration(Duration duration) {
    StringJoiner parts = new StringJoiner(" ").setEmptyValue("0 s");
    if (duration.toHours() > 0) {
      parts.add(duration.toHours() + " h");
    }
    if (duration.toMinutesPart() > 0) {
      parts.add(duration.toMinutesPart() + " min");
    }
    if (duration.toSecondsPart() > 0) {
      parts.add(duration.toSecondsPart() + " s");
    }
    if (duration.toMillisPart() > 0) {
      parts.add(duration.toMillisPart() + " ms");
    }
    return parts.toString();
  }

  /**
   * Reads a percentage with its sign, such as {@code 3%} or {@code 2.5 %}.
   *
   * @return the share of one, or empty when the text is no percentage
   */
  public static OptionalDouble parsePercent(String text) {
    Matcher matcher = PERCENT.matcher(text.strip());
    return matcher.matches()
        ? OptionalDouble.of(new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue())
        : OptionalDouble.empty();
  }

  /** Writes a share of one as a percentage that reads back as the same, such as {@code 2.5 %}. */
  public static String exactPercent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
