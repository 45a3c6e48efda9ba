package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.00 KiB",
    "1610612736, 1.50 GiB",
    "1048575, 1.00 MiB",
    "404000000000, 376 GiB",
    "9223372036854775807, 8.00 EiB"
  })
  void writesSizesInIecUnits(long bytes, String text) {
    assertEquals(text, Quantities.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12.0 B/s",
    "1500000000, 1.50 GB/s",
    "999900000, 1.00 GB/s",
    "142000000, 142 MB/s"
  })
  void writesRatesInSiUnits(double bytesPerSecond, String text) {
    assertEquals(text, Quantities.rate(bytesPerSecond));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12 ns",
    "1500, 1.50 µs",
    "732000000, 732 ms",
    "1000000000, 1.00 s",
    "99940000000, 99.9 s",
    "100000000000, 1 min 40 s",
    "2700000000000, 45 min 0 s",
    "7260000000000, 2 h 1 min"
  })
  void writesDurationsInTheUnitThatSuitsThem(double nanos, String text) {
    assertEquals(text, Quantities.duration(nanos));
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "4 KiB, 4096",
    "4KiB, 4096",
    "4k, 4096",
    "1.5 GiB, 1610612736",
    "2 MB, 2000000",
    "2 MiB, 2097152"
  })
  void readsSizesAsPeopleWriteThem(String text, long bytes) {
    assertEquals(bytes, Quantities.parseBytes(text).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GiB", "-1", "1 XB", "4 MiB x", "99999999999999999999"})
  void refusesWhatIsNoSize(String text) {
    assertTrue(Quantities.parseBytes(text).isEmpty());
  }

  @Test
  void exactSizesReadBackAsTheSameBytes() {
    for (long bytes : new long[] {1, 1000, 4096, 3L << 20, (1L << 30) + 4096, 5L << 40}) {
      assertEquals(bytes, Quantities.parseBytes(Quantities.exactBytes(bytes)).orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "90 s, 90, 1 min 30 s",
    "10min, 600, 10 min",
    "1h30min, 5400, 1 h 30 min",
    "2 h 5 s, 7205, 2 h 5 s"
  })
  void durationsReadBack(String text, long seconds, String exact) {
    Duration duration = Quantities.parseDuration(text).orElseThrow();
    assertEquals(seconds, duration.toSeconds());
    assertEquals(exact, Quantities.exactDuration(duration));
    assertEquals(Optional.of(duration), Quantities.parseDuration(exact));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "min", "1 day", "-5 s", "9000 h", "5 s 1 min"})
  void whatIsNoDurationIsRefused(String text) {
    assertEquals(Optional.empty(), Quantities.parseDuration(text));
  }

  @ParameterizedTest
  @CsvSource({"3%, 0.03, 3 %", "2.5 %, 0.025, 2.5 %", "0.1%, 0.001, 0.1 %"})
  void percentagesReadBack(String text, double share, String exact) {
    assertEquals(OptionalDouble.of(share), Quantities.parsePercent(text));
    assertEquals(exact, Quantities.exactPercent(share));
  }
}
