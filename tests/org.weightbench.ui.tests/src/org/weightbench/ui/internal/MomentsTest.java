package org.weightbench.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MomentsTest {

  @Test
  void aMomentOfAFileReadsAsAnyOther() {
    assertEquals(
        Moments.text(Instant.parse("2026-11-27T10:30:00Z")), Moments.text("2026-11-27T10:30:00Z"));
  }

  @Test
  void whatIsNoMomentStaysAsItIs() {
    assertEquals("some day", Moments.text("some day"));
  }
}
