package org.weightbench.ui.internal;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Control;

/** Says to people who cannot see a control what it is. */
public final class Accessibility {

  private Accessibility() {}

  /** Gives a control a name where no label stands before it. */
  public static void name(Control control, String name) {
    control
        .getAccessible()
        .addAccessibleListener(
            new AccessibleAdapter() {
              @Override
              public void getName(AccessibleEvent event) {
                if (event.childID == ACC.CHILDID_SELF) {
                  event.result = name;
                }
              }
            });
  }
}
