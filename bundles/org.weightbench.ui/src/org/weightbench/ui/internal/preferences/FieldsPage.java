package org.weightbench.ui.internal.preferences;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.weightbench.ui.internal.HelpContext;

/** A page of fields over preferences of the workspace, which F1 explains. */
abstract class FieldsPage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {
  private final String node;

  /**
   * Creates the page.
   *
   * @param node where the preferences are kept
   */
  FieldsPage(String description, String node) {
    super(GRID);
    this.node = node;
    setDescription(description);
  }

  /** Sets the values that hold where nobody has chosen others. */
  abstract void setDefaults(ScopedPreferenceStore store);

  @Override
  public final void init(IWorkbench workbench) {
    ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, node);
    setDefaults(store);
    setPreferenceStore(store);
  }

  @Override
  public final void createControl(Composite parent) {
    super.createControl(parent);
    HelpContext.PREFERENCES.explain(getControl());
  }
}
