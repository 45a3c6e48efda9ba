package org.weightbench.charts;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Colours, font and language of a chart.
 *
 * @param background behind everything
 * @param foreground text, axes and error bars
 * @param grid lines of the grid
 * @param series fills of the series, at least one; further series begin again
 * @param baseline fill of what others are compared with; empty for that of its series
 * @param font font of all text
 * @param words says a title, which charts have in English, in the language of the reader
 */
public record ChartStyle(
    Color background,
    Color foreground,
    Color grid,
    List<Color> series,
    Optional<Color> baseline,
    Font font,
    UnaryOperator<String> words) {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Dark text on white. */
  public static final ChartStyle LIGHT =
      new ChartStyle(
          Color.WHITE,
          new Color(0x24292F),
          new Color(0xD8DEE4),
          Palette.STANDARD.onLight(),
          Optional.empty(),
          FONT,
          UnaryOperator.identity());

  /** Light text on dark grey. */
  public static final ChartStyle DARK =
      new ChartStyle(
          new Color(0x2B2B2B),
          new Color(0xE6E6E6),
          new Color(0x4A4A4A),
          Palette.STANDARD.onDark(),
          Optional.empty(),
          FONT,
          UnaryOperator.identity());

  /** Copies the colours. */
  public ChartStyle {
    if (series.isEmpty()) {
      throw new IllegalArgumentException("found no series colour, expected at least one");
    }
    series = List.copyOf(series);
  }

  /**
   * Returns the same style on another background and with another text colour, as a theme gives
   * them.
   */
  public ChartStyle on(Color newBackground, Color newForeground) {
    return new ChartStyle(newBackground, newForeground, grid, series, baseline, font, words);
  }

  /** Returns the fill of a series; the colours begin again after the last one. */
  public Color seriesColor(int index) {
    return series.get(index % series.size());
  }

  /**
   * Returns the same style with other fills.
   *
   * @param newBaseline fill of what others are compared with; empty for that of its series
   */
  public ChartStyle with(List<Color> newSeries, Optional<Color> newBaseline) {
    return new ChartStyle(background, foreground, grid, newSeries, newBaseline, font, words);
  }

  /** Returns the same style with another font. */
  public ChartStyle withFont(Font newFont) {
    return new ChartStyle(background, foreground, grid, series, baseline, newFont, words);
  }

  /** Returns the same style in another language. */
  public ChartStyle saying(UnaryOperator<String> newWords) {
    return new ChartStyle(background, foreground, grid, series, baseline, font, newWords);
  }
}
