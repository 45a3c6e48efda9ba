package org.weightbench.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  private static final Units OTHER =
      new Units(Units.Prefixes.SI, Units.Prefixes.IEC, Units.Times.SECONDS, Locale.ROOT);

  @ParameterizedTest
  @CsvSource({
    "999, 999 B",
    "1000, 1.00 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "1610612736, 1.61 GB",
    "404000000000, 404 GB"
  })
  void sizesCanBePowersOf1000(double bytes, String text) {
    assertEquals(text, OTHER.size(bytes));
  }

  @ParameterizedTest
  @CsvSource({"12, 12.0 B/s", "1048576, 1.00 MiB/s", "1500000000, 1.40 GiB/s"})
  void ratesCanBePowersOf1024(double bytesPerSecond, String text) {
    assertEquals(text, OTHER.rate(bytesPerSecond));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1500, 0.00000150 s",
    "732000000, 0.732 s",
    "750000000, 0.750 s",
    "99940000000, 99.9 s",
    "2700000000000, 2700 s"
  })
  void timesCanBeSecondsAlways(double nanos, String text) {
    assertEquals(text, OTHER.time(nanos));
  }

  @Test
  void numbersAreWrittenAsTheLocaleDoes() {
    Units german =
        new Units(Units.Prefixes.IEC, Units.Prefixes.SI, Units.Times.SUITING, Locale.GERMANY);
    assertEquals("1,50 GiB", german.size(1_610_612_736));
    assertEquals("1,43 GB/s", german.rate(1_430_000_000));
    assertEquals("1,50 s", german.time(1_500_000_000));
    assertEquals("1.234.567", german.format("%,d", 1_234_567));
    assertEquals("2,5 MHz", german.during(() -> Unit.HERTZ.text(2_500_000)));
    assertEquals("2 MHz", german.during(() -> Unit.HERTZ.text(2_000_000)));
  }

  @Test
  void unitsHoldWhileWorkRunsAndAreTheStandardAfterIt() {
    String during = OTHER.during(() -> Unit.BYTES.text(1_500_000_000L));
    assertEquals("1.50 GB", during);
    assertEquals("1.4 GiB", Unit.BYTES.text(1_500_000_000L));
    assertEquals(
        "1.40 GiB/s", OTHER.during(() -> Units.current().rate(1_500_000_000)), "rates too");
    assertEquals(Units.STANDARD, Units.current());
  }

  @Test
  void workWithinWorkHasItsOwnUnits() {
    assertEquals(
        "1.40 GiB",
        OTHER.during(() -> Units.STANDARD.during(() -> Units.current().size(1_500_000_000))));
  }
}
