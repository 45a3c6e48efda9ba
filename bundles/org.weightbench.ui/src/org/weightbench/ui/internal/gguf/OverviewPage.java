package org.weightbench.ui.internal.gguf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ModelSizeChart;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.hardware.Units;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.chart.ChartSource;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** What a model is, and where its bytes are. */
final class OverviewPage implements Page {
  private static final int[] COLUMNS = {42, 58};
  private static final int[] ROWS = {45, 55};
  private static final int LEAST_LAYER_HEIGHT = 200;
  private static final int BAR_HEIGHT = 26;
  private static final int FRAME_HEIGHT = 80;

  private final SashForm area;
  private final Composite facts;
  private final DataTable<GgufDocument.Shard> shards;
  private final ChartPane types;
  private final ChartPane layers;

  OverviewPage(Composite parent) {
    area = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
    Composite left = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(10, 8).applyTo(left);
    facts = new Composite(left, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 4).applyTo(facts);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(facts);
    fact(Messages.gguf_state, Messages.gguf_readingHeader);
    Label files = new Label(left, SWT.NONE);
    files.setText(Messages.gguf_files);
    files.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
    GridDataFactory.fillDefaults().indent(0, 8).applyTo(files);
    shards =
        new DataTable<>(
            left,
            Messages.gguf_files,
            List.of(
                DataColumn.words(Messages.gguf_file, OverviewPage::name),
                DataColumn.numbers(
                    Messages.gguf_bytes,
                    shard -> Quantities.bytes(shard.bytes()),
                    GgufDocument.Shard::bytes),
                DataColumn.numbers(
                    Messages.gguf_tensors,
                    shard -> Units.current().format("%,d", shard.tensors()),
                    GgufDocument.Shard::tensors),
                DataColumn.numbers(
                    Messages.gguf_dataFrom,
                    shard -> Units.current().format("%,d", shard.dataOffset()),
                    GgufDocument.Shard::dataOffset),
                DataColumn.words(
                    Messages.gguf_alignment, shard -> String.valueOf(shard.alignment()))));
    GridDataFactory.fillDefaults().grab(true, true).hint(280, 100).applyTo(shards.widget());
    SashForm charts = new SashForm(area, SWT.VERTICAL | SWT.SMOOTH);
    types = new ChartPane(charts, shards.widget());
    layers = new ChartPane(charts, shards.widget());
    charts.setWeights(ROWS);
    area.setWeights(COLUMNS);
  }

  @Override
  public String title() {
    return Messages.gguf_overview;
  }

  @Override
  public Control control() {
    return area;
  }

  @Override
  public void show(GgufDocument document) {
    for (Control child : facts.getChildren()) {
      child.dispose();
    }
    facts(document).forEach(this::fact);
    facts.getParent().layout(true, true);
    shards.show(document.shards());
    if (document.tensors().isEmpty()) {
      types.clear();
      layers.clear();
      return;
    }
    int bars = ModelSizeChart.bytesByType(document.tensors()).size();
    types.show(
        new SizeChart(
            document.tensors(),
            ModelSizeChart::byType,
            FRAME_HEIGHT + bars * BAR_HEIGHT,
            byTypeText(document)));
    layers.show(
        new SizeChart(
            document.tensors(),
            ModelSizeChart::byLayer,
            LEAST_LAYER_HEIGHT,
            Messages.gguf_layerChart));
  }

  @Override
  public void setFocus() {
    shards.widget().setFocus();
  }

  /** A chart has its numbers in words too. */
  private static String byTypeText(GgufDocument document) {
    StringBuilder text = new StringBuilder(Messages.gguf_typeChart);
    ModelSizeChart.bytesByType(document.tensors())
        .forEach(
            (type, bytes) ->
                text.append(' ')
                    .append(type)
                    .append(' ')
                    .append(Quantities.bytes(bytes))
                    .append(';'));
    return text.toString();
  }

  private static Map<String, String> facts(GgufDocument document) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!document.readable()) {
      facts.put(Messages.gguf_state, document.problems().getFirst().message());
      return facts;
    }
    String architecture = document.text("general.architecture", Messages.gguf_notStated);
    facts.put(
        Messages.gguf_name,
        document.text("general.name", String.valueOf(document.path().getFileName())));
    facts.put(Messages.gguf_architecture, architecture);
    facts.put(Messages.gguf_parameters, parameters(document.weights()));
    facts.put(
        Messages.gguf_size,
        Messages.format(
            Messages.gguf_sizeText,
            Quantities.bytes(document.fileBytes()),
            document.shards().size(),
            bitsPerWeight(document)));
    facts.put(Messages.gguf_tensors, Units.current().format("%,d", document.tensors().size()));
    optional(facts, document, Messages.gguf_layers, architecture + ".block_count");
    optional(facts, document, Messages.gguf_context, architecture + ".context_length");
    optional(facts, document, Messages.gguf_experts, architecture + ".expert_count");
    optional(facts, document, Messages.gguf_tokenizer, "tokenizer.ggml.model");
    facts.put(
        Messages.gguf_problems,
        document.problems().isEmpty()
            ? Messages.gguf_noProblems
            : Messages.format(Messages.gguf_problemCount, document.problems().size()));
    return facts;
  }

  private static void optional(
      Map<String, String> facts, GgufDocument document, String title, String key) {
    String text = document.text(key, "");
    if (!text.isEmpty()) {
      facts.put(title, text);
    }
  }

  private static String bitsPerWeight(GgufDocument document) {
    return Units.current()
        .format("%.2f", 8.0 * document.tensorBytes() / Math.max(1, document.weights()));
  }

  /** Writes a number of weights as models are named: 671 B, 8.03 B, 260 K. */
  static String parameters(long weights) {
    String[] units = {"", " K", " M", " B", " T"};
    double value = weights;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return Units.current().format("%." + decimals + "f%s (%,d)", value, units[unit], weights);
  }

  /** A text that can be selected and copied. */
  private void fact(String title, String text) {
    Label label = new Label(facts, SWT.NONE);
    label.setText(title);
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
    Text value = new Text(facts, SWT.READ_ONLY | SWT.WRAP);
    value.setText(text);
    Accessibility.name(value, title);
    value.setBackground(facts.getBackground());
    GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(value);
  }

  private static String name(GgufDocument.Shard shard) {
    return String.valueOf(shard.path().getFileName());
  }

  private record SizeChart(
      List<TensorInfo> tensors,
      BiFunction<List<TensorInfo>, ChartStyle, JFreeChart> drawer,
      int leastHeight,
      String description)
      implements ChartSource {
    @Override
    public JFreeChart chart(ChartStyle style) {
      return drawer.apply(tensors, style);
    }
  }
}
