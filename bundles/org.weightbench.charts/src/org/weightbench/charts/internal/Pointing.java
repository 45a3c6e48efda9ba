package org.weightbench.charts.internal;

import java.awt.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.weightbench.charts.ChartSpot;

/**
 * Gives the items of a chart a text and positions in the list that is drawn. They travel as
 * JFreeChart's tool tip and link of an item, which cost nothing unless somebody asks for them.
 */
public final class Pointing {
  private static final String SEPARATOR = ",";
  private static final String SAMPLE = ":";

  private Pointing() {}

  /**
   * What an item says and stands for.
   *
   * @param text its values as a person reads them
   * @param rows positions in the list that is drawn
   * @param sample position of a sample among those of the row, where it stands for a single one
   */
  public record Item(String text, List<Integer> rows, OptionalInt sample) {
    /** Creates an item that stands for rows of a list. */
    public Item(String text, List<Integer> rows) {
      this(text, rows, OptionalInt.empty());
    }

    /** Creates an item that stands for nothing in a list. */
    public Item(String text) {
      this(text, List.of());
    }
  }

  /** Finds items. */
  @FunctionalInterface
  public interface Items {
    /** Returns an item of a series. */
    Item at(int series, int item);
  }

  /** Lets a renderer of categories tell of its items. */
  public static void tell(CategoryItemRenderer renderer, Items items) {
    renderer.setDefaultToolTipGenerator((_, series, category) -> items.at(series, category).text());
    renderer.setDefaultItemURLGenerator((_, series, category) -> link(items.at(series, category)));
  }

  /** Lets a renderer of numbers tell of its items. */
  public static void tell(XYItemRenderer renderer, Items items) {
    renderer.setDefaultToolTipGenerator((_, series, item) -> items.at(series, item).text());
    renderer.setURLGenerator((_, series, item) -> link(items.at(series, item)));
  }

  /** Returns what was told of a drawn item; empty for parts of a chart that are none. */
  public static Optional<ChartSpot> spot(ChartEntity entity) {
    String rows = entity.getURLText();
    return entity.getToolTipText() == null || rows == null
        ? Optional.empty()
        : Optional.of(spot(entity.getArea(), entity.getToolTipText(), rows));
  }

  /** Returns what JFreeChart keeps of an item, besides its text. */
  public static String link(Item item) {
    String rows = item.rows().stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    return item.sample().isPresent() ? rows + SAMPLE + item.sample().getAsInt() : rows;
  }

  private static ChartSpot spot(Shape area, String text, String link) {
    String[] parts = link.split(SAMPLE);
    return new ChartSpot(
        area,
        text,
        parts[0].isEmpty()
            ? List.of()
            : Arrays.stream(parts[0].split(SEPARATOR)).map(Integer::valueOf).toList(),
        parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[1])));
  }
}
