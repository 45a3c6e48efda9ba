package org.weightbench.charts.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  private Pointing() {}

  /**
   * What an item says and stands for.
   *
   * @param text its values as a person reads them
   * @param rows positions in the list that is drawn
   */
  public record Item(String text, List<Integer> rows) {
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
    renderer.setDefaultItemURLGenerator(
        (_, series, category) -> joined(items.at(series, category)));
  }

  /** Lets a renderer of numbers tell of its items. */
  public static void tell(XYItemRenderer renderer, Items items) {
    renderer.setDefaultToolTipGenerator((_, series, item) -> items.at(series, item).text());
    renderer.setURLGenerator((_, series, item) -> joined(items.at(series, item)));
  }

  /** Returns what was told of a drawn item; empty for parts of a chart that are none. */
  public static Optional<ChartSpot> spot(ChartEntity entity) {
    String rows = entity.getURLText();
    return entity.getToolTipText() == null || rows == null
        ? Optional.empty()
        : Optional.of(new ChartSpot(entity.getArea(), entity.getToolTipText(), parsed(rows)));
  }

  private static String joined(Item item) {
    return item.rows().stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
  }

  private static List<Integer> parsed(String rows) {
    return rows.isEmpty()
        ? List.of()
        : Arrays.stream(rows.split(SEPARATOR)).map(Integer::valueOf).toList();
  }
}
