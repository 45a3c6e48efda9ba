package org.weightbench.experiment;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How sizes, rates and durations are written everywhere: sizes in IEC units (GiB), rates in SI
 * units (GB/s), always with the unit and always with a decimal point.
 */
public final class Quantities {
  private static final String[] IEC = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final String[] SI_RATES = {"B/s", "kB/s", "MB/s", "GB/s", "TB/s"};
  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(|B|[KMGT]i?B?)", Pattern.CASE_INSENSITIVE);

  private Quantities() {}

  /**
   * Writes a size, for example {@code 1.50 GiB}; three significant digits, whole bytes below 1 KiB.
   */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = 0;
    while (value >= 1023.5 && unit < IEC.length - 1) {
      value /= 1024;
      unit++;
    }
    return significant(value) + " " + IEC[unit];
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
    double value = bytesPerSecond;
    int unit = 0;
    while (value >= 999.5 && unit < SI_RATES.length - 1) {
      value /= 1000;
      unit++;
    }
    return significant(value) + " " + SI_RATES[unit];
  }

  /**
   * Writes a duration in the unit that suits it, for example {@code 732 ms} or {@code 3 min 20 s}.
   */
  public static String duration(double nanos) {
    if (nanos < 1e3) {
      return Math.round(nanos) + " ns";
    }
    if (nanos < 999.5e3) {
      return significant(nanos / 1e3) + " µs";
    }
    if (nanos < 999.5e6) {
      return significant(nanos / 1e6) + " ms";
    }
    if (nanos < 99.95e9) {
      return significant(nanos / 1e9) + " s";
    }
    long seconds = Math.round(nanos / 1e9);
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** Writes a share of one as a percentage with its sign, for example {@code +12.3 %}. */
  public static String signedPercent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
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

  private static String significant(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
