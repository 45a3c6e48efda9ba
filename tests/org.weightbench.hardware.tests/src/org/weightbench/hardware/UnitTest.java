package org.weightbench.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

  @ParameterizedTest
  @CsvSource({
    "BYTES, 0, 0 B",
    "BYTES, 1023, 1023 B",
    "BYTES, 1536, 1.5 KiB",
    "BYTES, 25276510208, 23.5 GiB",
    "KIBIBYTES, 8192, 8 MiB",
    "HERTZ, 800000000, 800 MHz",
    "HERTZ, 2596094000, 2.60 GHz",
    "PROCESSORS, 1, 1 CPU",
    "NONE, 1023, 1023"
  })
  void numbersArePrintedWithTheirUnit(Unit unit, long number, String text) {
    assertEquals(text, unit.text(number));
  }
}
