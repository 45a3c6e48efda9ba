package org.weightbench.charts;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.weightbench.charts.internal.Dressing;
import org.weightbench.charts.internal.Pointing;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.hardware.Units;

/** Where a model's bytes are: by type, and by layer. */
public final class ModelSizeChart {
  /** Row of tensors that belong to no layer, as it is called in English. */
  public static final String NO_LAYER = "other";

  private static final int MOST_LAYER_LABELS = 16;

  private ModelSizeChart() {}

  /** Sums the bytes of tensors by the name of their type, the largest first. */
  public static Map<String, Long> bytesByType(List<TensorInfo> tensors) {
    return tensors.stream()
        .collect(
            Collectors.groupingBy(
                TensorInfo::typeName, Collectors.summingLong(TensorInfo::byteSize)))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
  }

  /** Draws one horizontal bar for each type, its length the bytes, the largest first. */
  public static JFreeChart byType(List<TensorInfo> tensors, ChartStyle style) {
    Map<String, Long> bytes = bytesByType(tensors);
    Units.Scale scale = scale(bytes.values().stream().mapToLong(Long::longValue).max().orElse(0));
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    bytes.forEach((type, size) -> dataset.addValue(size / scale.bytes(), "bytes", type));
    Dressing dressing = new Dressing(style);
    BarRenderer renderer = dressing.bars(1);
    List<String> types = List.copyOf(bytes.keySet());
    Pointing.tell(renderer, (_, type) -> item(types.get(type), bytes.get(types.get(type))));
    CategoryPlot plot =
        dressing.plot(
            dataset,
            dressing.numbers("Bytes by type, " + scale.name()),
            renderer,
            PlotOrientation.HORIZONTAL);
    plot.setNoDataMessage("No tensor");
    return dressing.chart(plot, false);
  }

  /**
   * Draws one stacked bar for each layer, in layer order, and one for the tensors outside the
   * layers, a colour for each type.
   */
  public static JFreeChart byLayer(List<TensorInfo> tensors, ChartStyle style) {
    Map<Integer, Map<String, Long>> layers = new TreeMap<>();
    for (TensorInfo tensor : tensors) {
      layers
          .computeIfAbsent(tensor.layer().orElse(Integer.MAX_VALUE), _ -> new LinkedHashMap<>())
          .merge(tensor.typeName(), tensor.byteSize(), Long::sum);
    }
    Units.Scale scale =
        scale(
            layers.values().stream()
                .mapToLong(types -> types.values().stream().mapToLong(Long::longValue).sum())
                .max()
                .orElse(0));
    List<String> types = List.copyOf(bytesByType(tensors).keySet());
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    for (String type : types) {
      layers.forEach(
          (layer, bytes) ->
              dataset.addValue(
                  bytes.getOrDefault(type, 0L) / scale.bytes(), type, label(layer, style)));
    }
    Dressing dressing = new Dressing(style);
    NumberAxis size = dressing.numbers("Bytes by layer, " + scale.name());
    List<Integer> numbers = List.copyOf(layers.keySet());
    BarRenderer renderer = dressing.stackedBars(types.size());
    Pointing.tell(
        renderer,
        (type, layer) ->
            item(
                label(numbers.get(layer), style) + ", " + types.get(type),
                layers.get(numbers.get(layer)).getOrDefault(types.get(type), 0L)));
    CategoryPlot plot = dressing.plot(dataset, size, renderer, PlotOrientation.VERTICAL);
    thin(plot.getDomainAxis(), numbers, style);
    plot.getDomainAxis().setCategoryMargin(0.1);
    plot.setNoDataMessage("No tensor");
    return dressing.chart(plot, types.size() > 1);
  }

  private static Pointing.Item item(String what, long bytes) {
    return new Pointing.Item(what + "\n" + Quantities.bytes(bytes));
  }

  /** Leaves out labels of layers where there are too many to read. */
  private static void thin(CategoryAxis axis, List<Integer> layers, ChartStyle style) {
    int step = Math.ceilDiv(layers.size(), MOST_LAYER_LABELS);
    for (int i = 0; i < layers.size(); i++) {
      if (i % step != 0 && layers.get(i) != Integer.MAX_VALUE) {
        axis.setTickLabelPaint(label(layers.get(i), style), new Color(0, true));
      }
    }
  }

  private static String label(int layer, ChartStyle style) {
    return layer == Integer.MAX_VALUE ? style.words().apply(NO_LAYER) : String.valueOf(layer);
  }

  private static Units.Scale scale(long largest) {
    return Units.current().sizes().scaleOf(largest);
  }
}
