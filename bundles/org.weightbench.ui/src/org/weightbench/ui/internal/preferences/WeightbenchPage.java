package org.weightbench.ui.internal.preferences;

import org.eclipse.jface.preference.DirectoryFieldEditor;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.jface.preference.StringFieldEditor;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.ui.internal.Messages;

/** What new launch configurations start with. */
public final class WeightbenchPage extends FieldsPage {

  /** Creates the page. */
  public WeightbenchPage() {
    super(Messages.preferences_description, LaunchPreferences.NODE);
  }

  @Override
  void setDefaults(ScopedPreferenceStore store) {
    if (store.getDefaultInt(LaunchPreferences.REPETITIONS) == 0) {
      store.setDefault(LaunchPreferences.REPETITIONS, ExperimentDefinition.STANDARD_REPETITIONS);
    }
  }

  @Override
  protected void createFieldEditors() {
    IntegerFieldEditor repetitions =
        new IntegerFieldEditor(
            LaunchPreferences.REPETITIONS, Messages.sweep_repetitions, getFieldEditorParent());
    repetitions.setValidRange(1, LaunchSettings.MAX_SAMPLES);
    addField(repetitions);
    addField(
        new DirectoryFieldEditor(
            LaunchPreferences.OUTPUT, Messages.preferences_output, getFieldEditorParent()));
    addField(
        new DirectoryFieldEditor(
            LaunchPreferences.JAVA_HOME, Messages.runner_home, getFieldEditorParent()));
    addField(
        new StringFieldEditor(
            LaunchPreferences.JAVA_ARGUMENTS, Messages.runner_arguments, getFieldEditorParent()));
  }
}
