package org.weightbench.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReadingTest {

  @Test
  void aKnownValueIsConvertedAndAnUnknownOneKeepsItsReason() {
    assertEquals(Reading.known(4), Reading.known("four").map(String::length));
    assertEquals(Reading.unknown("dark"), Reading.<String>unknown("dark").map(String::length));
    assertEquals(Reading.none("empty"), Reading.<String>none("empty").map(String::length));
  }

  @Test
  void anotherSourceIsAskedOnlyWhenTheFirstDoesNotKnow() {
    assertEquals(Reading.known(1), Reading.known(1).or(() -> Reading.known(2)));
    assertEquals(Reading.none("empty"), Reading.none("empty").or(() -> Reading.known(2)));
    assertEquals(Reading.known(2), Reading.unknown("dark").or(() -> Reading.known(2)));
  }

  @Test
  void whenNoSourceKnowsAllReasonsAreGivenOnce() {
    assertEquals(
        Reading.unknown("dark; silent"),
        Reading.unknown("dark").or(() -> Reading.unknown("silent")));
    assertEquals(
        Reading.unknown("dark"), Reading.unknown("dark").or(() -> Reading.unknown("dark")));
  }

  @Test
  void aValueThatIsUnknownAndAReasonForAKnownOneAreContradictions() {
    assertThrows(
        IllegalArgumentException.class, () -> new Reading<>(Reading.State.UNKNOWN, 1, "dark"));
    assertThrows(
        IllegalArgumentException.class, () -> new Reading<>(Reading.State.KNOWN, 1, "dark"));
    assertThrows(
        IllegalArgumentException.class, () -> new Reading<>(Reading.State.KNOWN, null, ""));
    assertThrows(IllegalArgumentException.class, () -> Reading.unknown(""));
  }
}
