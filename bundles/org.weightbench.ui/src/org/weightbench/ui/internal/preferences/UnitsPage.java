package org.weightbench.ui.internal.preferences;

import org.eclipse.jface.preference.RadioGroupFieldEditor;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.weightbench.hardware.Units;
import org.weightbench.ui.internal.Messages;

/** Units of sizes, rates and times; what is open follows at once. */
public final class UnitsPage extends FieldsPage {

  /** Creates the page. */
  public UnitsPage() {
    super(Messages.preferences_units, ChartPreferences.NODE);
  }

  @Override
  void setDefaults(ScopedPreferenceStore store) {
    store.setDefault(UnitPreferences.SIZES, Units.STANDARD.sizes().name());
    store.setDefault(UnitPreferences.RATES, Units.STANDARD.rates().name());
    store.setDefault(UnitPreferences.TIMES, Units.STANDARD.times().name());
  }

  @Override
  protected void createFieldEditors() {
    choice(
        UnitPreferences.SIZES,
        Messages.preferences_sizes,
        choice(Messages.preferences_sizesIec, Units.Prefixes.IEC),
        choice(Messages.preferences_sizesSi, Units.Prefixes.SI));
    choice(
        UnitPreferences.RATES,
        Messages.preferences_rates,
        choice(Messages.preferences_ratesSi, Units.Prefixes.SI),
        choice(Messages.preferences_ratesIec, Units.Prefixes.IEC));
    choice(
        UnitPreferences.TIMES,
        Messages.preferences_times,
        choice(Messages.preferences_timesSuiting, Units.Times.SUITING),
        choice(Messages.preferences_timesSeconds, Units.Times.SECONDS));
  }

  private void choice(String key, String title, String[]... choices) {
    addField(new RadioGroupFieldEditor(key, title, 1, choices, getFieldEditorParent(), true));
  }

  private static String[] choice(String label, Enum<?> value) {
    return new String[] {label, value.name()};
  }
}
