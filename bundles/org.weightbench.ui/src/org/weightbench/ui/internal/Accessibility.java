package org.weightbench.ui.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Says to people who cannot see a control what it is. */
public final class Accessibility {
  private static final String NAME = "org.weightbench.ui.accessibleName";

  private Accessibility() {}

  /** Gives a control a name where no label stands before it. */
  public static void name(Control control, String name) {
    name(control, () -> name);
  }

  /** Gives a control a name that changes with what it shows. */
  public static void name(Control control, Supplier<String> name) {
    control.setData(NAME, name);
    control
        .getAccessible()
        .addAccessibleListener(
            new AccessibleAdapter() {
              @Override
              public void getName(AccessibleEvent event) {
                if (event.childID == ACC.CHILDID_SELF) {
                  event.result = name.get();
                }
              }
            });
  }

  /** Returns the name that a control was given. */
  public static Optional<String> nameOf(Control control) {
    return control.getData(NAME) instanceof Supplier<?> name
        ? Optional.of(name.get().toString())
        : Optional.empty();
  }

  /**
   * Gives each field in an area that has no name yet that of the label before it, which not every
   * window system does by itself.
   */
  public static void nameByLabels(Composite area) {
    nameByLabels(area, "");
  }

  private static void nameByLabels(Composite area, String before) {
    String title = before;
    for (Control child : area.getChildren()) {
      if (child instanceof Label label && (label.getStyle() & SWT.SEPARATOR) == 0) {
        title = LegacyActionTools.removeMnemonics(label.getText());
      } else if (child instanceof Text || child instanceof Combo) {
        if (nameOf(child).isEmpty() && !title.isEmpty()) {
          name(child, title);
        }
      } else if (child instanceof Composite composite) {
        nameByLabels(composite, title);
      }
    }
  }
}
