package org.weightbench.ui.internal.preferences;

import java.util.Arrays;
import java.util.Locale;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.swt.widgets.Control;
import org.weightbench.hardware.Units;

/** The units in which people want sizes, rates and times. */
public final class UnitPreferences {
  static final String PREFIX = "units.";
  static final String SIZES = PREFIX + "sizes";
  static final String RATES = PREFIX + "rates";
  static final String TIMES = PREFIX + "times";

  private UnitPreferences() {}

  /** Returns the preferred units, with numbers as the locale writes them. */
  public static Units units() {
    return new Units(
        chosen(SIZES, Units.STANDARD.sizes()),
        chosen(RATES, Units.STANDARD.rates()),
        chosen(TIMES, Units.STANDARD.times()),
        Locale.getDefault(Locale.Category.FORMAT));
  }

  /** Does what writes quantities, on the calling thread, in the preferred units. */
  public static void write(Runnable work) {
    units()
        .during(
            () -> {
              work.run();
              return null;
            });
  }

  /** Hears of other units on the user interface thread, as long as a control lives. */
  public static void onChange(Control owner, Runnable heard) {
    ChartPreferences.onChange(owner, key -> key.startsWith(PREFIX), heard);
  }

  private static <E extends Enum<E>> E chosen(String key, E standard) {
    IEclipsePreferences node = ChartPreferences.node();
    String name = node.get(key, standard.name());
    return Arrays.stream(standard.getDeclaringClass().getEnumConstants())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(standard);
  }
}
