package org.weightbench.ui.internal.experiment;

import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.text.TextAttribute;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.ui.PlatformUI;

/**
 * Colours of the parts of YAML.
 *
 * @param key keys
 * @param text quoted text
 * @param number numbers
 * @param comment comments
 */
record YamlColors(
    TextAttribute key, TextAttribute text, TextAttribute number, TextAttribute comment) {
  private static final YamlColors LIGHT = of(0x0B5C94, 0x8A3B00, 0x1B6E53, 0x6A737D);
  private static final YamlColors DARK = of(0x7CC4F0, 0xE9A86A, 0x6FD3B0, 0x9AA5AF);

  /** Returns the colours for the theme of the workbench. */
  static YamlColors current() {
    IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
    ITheme theme = engine == null ? null : engine.getActiveTheme();
    return theme != null && theme.getId().contains("dark") ? DARK : LIGHT;
  }

  private static YamlColors of(int key, int text, int number, int comment) {
    return new YamlColors(
        attribute(key, SWT.BOLD),
        attribute(text, SWT.NORMAL),
        attribute(number, SWT.NORMAL),
        attribute(comment, SWT.ITALIC));
  }

  private static TextAttribute attribute(int rgb, int style) {
    return new TextAttribute(new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF), null, style);
  }
}
