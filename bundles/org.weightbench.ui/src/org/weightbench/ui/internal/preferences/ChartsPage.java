package org.weightbench.ui.internal.preferences;

import java.util.Arrays;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.ColorFieldEditor;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.PreferenceConverter;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.weightbench.charts.Palette;
import org.weightbench.ui.internal.Messages;

/** Colours of charts; those that are open follow at once. */
public final class ChartsPage extends FieldsPage {

  /** Creates the page. */
  public ChartsPage() {
    super(Messages.preferences_charts, ChartPreferences.NODE);
  }

  @Override
  void setDefaults(ScopedPreferenceStore store) {
    store.setDefault(ChartPreferences.PALETTE, Palette.STANDARD.id());
    PreferenceConverter.setDefault(
        store, ChartPreferences.BASELINE, ChartPreferences.USUAL_BASELINE);
  }

  @Override
  protected void createFieldEditors() {
    addField(
        new ComboFieldEditor(
            ChartPreferences.PALETTE,
            Messages.preferences_palette,
            Arrays.stream(Palette.values())
                .map(palette -> new String[] {title(palette), palette.id()})
                .toArray(String[][]::new),
            getFieldEditorParent()));
    addField(
        new BooleanFieldEditor(
            ChartPreferences.OWN_BASELINE,
            Messages.preferences_ownBaseline,
            getFieldEditorParent()));
    addField(
        new ColorFieldEditor(
            ChartPreferences.BASELINE, Messages.preferences_baseline, getFieldEditorParent()));
  }

  private static String title(Palette palette) {
    return switch (palette) {
      case STANDARD -> Messages.preferences_paletteStandard;
      case CONTRAST -> Messages.preferences_paletteContrast;
      case GREYS -> Messages.preferences_paletteGreys;
    };
  }
}
