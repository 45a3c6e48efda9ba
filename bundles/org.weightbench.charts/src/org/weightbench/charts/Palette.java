package org.weightbench.charts;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Fills of the series of charts, for light and for dark backgrounds. */
public enum Palette {
  /** Colours that stay apart for the colour-blind (Okabe and Ito 2008). */
  STANDARD(
      List.of(0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0xD55E00, 0x56B4E9),
      List.of(0x56B4E9, 0xE69F00, 0x2DC79A, 0xE29AC4, 0xF0753A, 0x4F7FE0)),

  /** Fewer, stronger colours that differ in lightness too, so that they stay apart in grey. */
  CONTRAST(List.of(0x004488, 0xDDAA33, 0xBB5566), List.of(0xDDAA33, 0x6699CC, 0xEE99AA)),

  /** Shades of grey, for print. */
  GREYS(List.of(0x333333, 0xA6A6A6, 0x6E6E6E), List.of(0xD9D9D9, 0x7F7F7F, 0xB0B0B0));

  private final List<Integer> light;
  private final List<Integer> dark;

  Palette(List<Integer> light, List<Integer> dark) {
    this.light = light;
    this.dark = dark;
  }

  /** Returns the fills on a light background. */
  public List<Color> onLight() {
    return light.stream().map(Color::new).toList();
  }

  /** Returns the fills on a dark background. */
  public List<Color> onDark() {
    return dark.stream().map(Color::new).toList();
  }

  /** Returns a stable key, lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
