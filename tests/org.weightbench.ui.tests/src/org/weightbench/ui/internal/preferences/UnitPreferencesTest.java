package org.weightbench.ui.internal.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.Quantities;

final class UnitPreferencesTest {

  @Test
  void theWorkbenchWritesNumbersAsItsLocaleDoesAndFilesWithAPoint() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
    try {
      UnitPreferences.write(
          () -> {
            assertEquals("1,50 s", Quantities.duration(1_500_000_000));
            assertEquals("+12,3 %", Quantities.signedPercent(0.123));
          });
      assertEquals("1.50 s", Quantities.duration(1_500_000_000));
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }
}
