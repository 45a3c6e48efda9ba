package org.weightbench.ui.internal.preferences;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.resource.StringConverter;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.Palette;

/** How people want charts to look. */
public final class ChartPreferences {
  static final String NODE = "org.weightbench.ui";
  static final String PALETTE = "charts.palette";
  static final String OWN_BASELINE = "charts.ownBaseline";
  static final String BASELINE = "charts.baseline";
  static final RGB USUAL_BASELINE = new RGB(0x80, 0x80, 0x80);

  private ChartPreferences() {}

  /**
   * Returns a style with the preferred colours.
   *
   * @param dark whether its background is
   */
  public static ChartStyle styled(ChartStyle style, boolean dark) {
    IEclipsePreferences node = node();
    String id = node.get(PALETTE, Palette.STANDARD.id());
    Palette palette =
        Arrays.stream(Palette.values())
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElse(Palette.STANDARD);
    return style.with(
        dark ? palette.onDark() : palette.onLight(),
        node.getBoolean(OWN_BASELINE, false)
            ? Optional.of(color(node.get(BASELINE, "")))
            : Optional.empty());
  }

  /**
   * Hears of changes to colours and units on the user interface thread, as long as a control lives.
   */
  public static void onChange(Control owner, Runnable heard) {
    onChange(owner, _ -> true, heard);
  }

  /** As the other, for keys that pass. */
  static void onChange(Control owner, Predicate<String> passing, Runnable heard) {
    IEclipsePreferences.IPreferenceChangeListener listener =
        event -> {
          if (passing.test(event.getKey())) {
            owner
                .getDisplay()
                .asyncExec(
                    () -> {
                      if (!owner.isDisposed()) {
                        heard.run();
                      }
                    });
          }
        };
    node().addPreferenceChangeListener(listener);
    owner.addDisposeListener(_ -> node().removePreferenceChangeListener(listener));
  }

  private static Color color(String text) {
    RGB rgb = StringConverter.asRGB(text, USUAL_BASELINE);
    return new Color(rgb.red, rgb.green, rgb.blue);
  }

  static IEclipsePreferences node() {
    return InstanceScope.INSTANCE.getNode(NODE);
  }
}
