package org.weightbench.hardware;

/** What a number in a {@link Machine} or a ceiling counts; says how it is printed. */
public enum Unit {
  /** A plain number or a text. */
  NONE {
    @Override
    public String text(Number number) {
      return number instanceof Double ? decimal(number.doubleValue()) : number.toString();
    }
  },
  /** Bytes, printed in the largest unit that leaves at least 1: a power of two shortly in IEC. */
  BYTES {
    @Override
    public String text(Number number) {
      double bytes = number.doubleValue();
      Units units = Units.current();
      if (units.sizes() == Units.Prefixes.SI) {
        return units.size(bytes);
      }
      Units.Scale scale = units.sizes().scaleOf(bytes);
      return decimal(bytes / scale.bytes()) + " " + scale.name();
    }
  },
  /** KiB, printed like bytes. */
  KIBIBYTES {
    @Override
    public String text(Number number) {
      return BYTES.text(number.longValue() * 1024);
    }
  },
  /** Hertz, printed in MHz below 1 GHz and in GHz above. */
  HERTZ {
    @Override
    public String text(Number number) {
      double megahertz = number.doubleValue() / 1e6;
      return megahertz < 1000
          ? decimal(megahertz) + " MHz"
          : Units.current().format("%.2f GHz", megahertz / 1000);
    }
  },
  /** Processors' worth of time: 1.5 is one and a half processors. */
  PROCESSORS {
    @Override
    public String text(Number number) {
      return decimal(number.doubleValue()) + (number.doubleValue() == 1 ? " CPU" : " CPUs");
    }
  },
  /** Bytes per second, printed in the largest unit that leaves at least 1. */
  BYTES_PER_SECOND {
    @Override
    public String text(Number number) {
      return Units.current().rate(number.doubleValue());
    }
  },
  /** Weights per second, printed in the largest SI unit that leaves at least 1. */
  WEIGHTS_PER_SECOND {
    @Override
    public String text(Number number) {
      double scaled = number.doubleValue();
      String[] prefixes = {"", "k", "M", "G", "T"};
      int prefix = 0;
      while (scaled >= 999.5 && prefix < prefixes.length - 1) {
        scaled /= 1000;
        prefix++;
      }
      return Units.current().significant(scaled) + " " + prefixes[prefix] + "weights/s";
    }
  };

  /** The number with its unit. */
  public abstract String text(Number number);

  private static String decimal(double value) {
    String text = Units.current().format("%.1f", value);
    return text.endsWith("0") ? text.substring(0, text.length() - 2) : text;
  }
}
