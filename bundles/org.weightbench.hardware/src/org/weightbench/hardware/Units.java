package org.weightbench.hardware;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * The units and the locale in which sizes, rates, times and other numbers are written for people.
 * What is written {@linkplain #during while} some work runs uses those of the work; everything
 * else, files and the command too, uses the {@linkplain #STANDARD standard}.
 *
 * @param sizes units of bytes
 * @param rates units of bytes per second
 * @param times how times are written
 * @param locale how digits are grouped and decimals are marked
 */
public record Units(Prefixes sizes, Prefixes rates, Times times, Locale locale) {
  /**
   * Sizes in IEC units (GiB), rates in SI units (GB/s), times in the unit that suits them, with a
   * decimal point.
   */
  public static final Units STANDARD =
      new Units(Prefixes.IEC, Prefixes.SI, Times.SUITING, Locale.ROOT);

  private static final ScopedValue<Units> CURRENT = ScopedValue.newInstance();
  private static final double NANOS_PER_SECOND = 1e9;
  private static final MathContext DIGITS = new MathContext(3);

  /** Powers of 1024 or of 1000, with their names. */
  public enum Prefixes {
    /** KiB, MiB, GiB: powers of 1024. */
    IEC(1024, List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")),
    /** kB, MB, GB: powers of 1000. */
    SI(1000, List.of("B", "kB", "MB", "GB", "TB", "PB", "EB"));

    private final int base;
    private final List<String> names;

    Prefixes(int base, List<String> names) {
      this.base = base;
      this.names = names;
    }

    /** Returns the unit of a power: 0 for bytes, 3 for GiB or GB. */
    public Scale scale(int power) {
      return new Scale(names.get(power), Math.pow(base, power));
    }

    /** Returns the largest unit that leaves a number of bytes at least 1. */
    public Scale scaleOf(double bytes) {
      int power = 0;
      while (power < names.size() - 1 && bytes >= Math.pow(base, power + 1)) {
        power++;
      }
      return scale(power);
    }

    private String text(double bytes, Units units) {
      int power = 0;
      double value = bytes;
      while (value >= base - 0.5 && power < names.size() - 1) {
        value /= base;
        power++;
      }
      return units.significant(value) + " " + names.get(power);
    }
  }

  /** How times are written. */
  public enum Times {
    /** In the unit that suits each: 732 ms, 3 min 20 s. */
    SUITING,
    /** In seconds always: 0.732 s, 200 s. */
    SECONDS
  }

  /**
   * A unit.
   *
   * @param name its name: GiB
   * @param bytes how many bytes it has
   */
  public record Scale(String name, double bytes) {}

  /** Returns the units in which the work that runs on this thread writes. */
  public static Units current() {
    return CURRENT.orElse(STANDARD);
  }

  /** Works with these units and returns what the work does; only on the calling thread. */
  public <T, X extends Throwable> T during(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Writes a text with numbers, as {@link String#format} does. */
  public String format(String pattern, Object... values) {
    return String.format(locale, pattern, values);
  }

  /**
   * Writes a size, for example {@code 1.50 GiB}: three significant digits, bytes as a whole number.
   */
  public String size(double bytes) {
    return bytes < sizes.base ? format("%.0f B", bytes) : sizes.text(bytes, this);
  }

  /** Writes a rate, for example {@code 1.42 GB/s}. */
  public String rate(double bytesPerSecond) {
    return rates.text(bytesPerSecond, this) + "/s";
  }

  /** Writes a time in nanoseconds, for example {@code 732 ms} or {@code 3 min 20 s}. */
  public String time(double nanos) {
    return switch (times) {
      case SUITING -> suiting(nanos);
      case SECONDS -> seconds(nanos) + " s";
    };
  }

  private String seconds(double nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos / NANOS_PER_SECOND).round(DIGITS);
    int decimals = DIGITS.getPrecision() - seconds.precision() + seconds.scale();
    return seconds.signum() == 0 ? "0" : format("%." + Math.max(0, decimals) + "f", seconds);
  }

  private String suiting(double nanos) {
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

  /** Writes a number from 1 to 1023 with three significant digits. */
  String significant(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return format("%." + decimals + "f", value);
  }
}
