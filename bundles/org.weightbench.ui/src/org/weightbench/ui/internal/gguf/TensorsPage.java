package org.weightbench.ui.internal.gguf;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jfree.chart.JFreeChart;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.HistogramChart;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.hardware.Units;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.chart.ChartSource;
import org.weightbench.ui.internal.launch.LoadSubset;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;
import org.weightbench.ui.internal.table.TableSelection;

/** All tensors, to filter, sort and look into. */
final class TensorsPage implements Page {
  private static final int[] WEIGHTS = {66, 34};
  private static final int LEAST_HEIGHT = 160;

  private final SashForm area;
  private final Text filter;
  private final Label count;
  private final DataTable<TensorInfo> table;
  private final TableSelection<TensorInfo> selection;
  private final Text statistics;
  private final ChartPane histogram;
  private final Button look;
  private final Button load;
  private final Background<ValueStatistics> looking;
  private Optional<GgufDocument> document = Optional.empty();

  TensorsPage(Composite parent) {
    area = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
    Composite left = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).applyTo(left);
    filter = new Text(left, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(Messages.gguf_filter);
    Accessibility.name(filter, Messages.gguf_filter);
    filter.setToolTipText(Messages.gguf_filterTip);
    filter.addListener(SWT.Modify, _ -> UnitPreferences.write(this::filtered));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
    count = new Label(left, SWT.NONE);
    count.setText(Messages.gguf_readingHeader);
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).hint(190, SWT.DEFAULT).applyTo(count);
    table = new DataTable<>(left, Messages.gguf_tensors, columns());
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(table.widget());
    selection = new TableSelection<>(table);

    Composite right = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).applyTo(right);
    look = button(right, Messages.gguf_values, this::lookAtSelection);
    load = button(right, Messages.gguf_loadSubset, this::loadSelection);
    statistics = new Text(right, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI | SWT.V_SCROLL);
    statistics.setText(Messages.gguf_valuesHint);
    Accessibility.name(statistics, Messages.gguf_valuesStatistics);
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(200, 190).applyTo(statistics);
    histogram = new ChartPane(right, table.widget());
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(histogram);
    area.setWeights(WEIGHTS);

    looking =
        new Background<>(
            Messages.gguf_lookingAtValues,
            area,
            this::show,
            e -> statistics.setText(Messages.format(Messages.gguf_valuesFailed, e.getMessage())));
    table.onSelection(this::enable);
    table.widget().addListener(SWT.DefaultSelection, _ -> lookAtSelection());
    Action lookAction = Actions.of(Messages.gguf_values, Icon.COMPARISON, this::lookAtSelection);
    Action loadAction = Actions.of(Messages.gguf_loadSubset, Icon.EXPERIMENT, this::loadSelection);
    Action copyAction =
        Actions.of(Messages.gguf_copy, Icon.COPY, () -> Actions.copy(table.widget(), table.text()));
    Actions.contextMenu(
        table.widget(),
        menu -> {
          if (look.isEnabled()) {
            menu.add(lookAction);
          }
          if (load.isEnabled()) {
            menu.add(loadAction);
          }
          menu.add(new Separator());
          menu.add(copyAction);
        });
    enable();
  }

  private static List<DataColumn<TensorInfo>> columns() {
    return List.of(
        DataColumn.words(Messages.gguf_name, TensorInfo::name),
        DataColumn.words(Messages.gguf_type, TensorInfo::typeName),
        DataColumn.numbers(Messages.gguf_shape, TensorsPage::shape, TensorInfo::weights),
        DataColumn.numbers(
            Messages.gguf_bytes,
            tensor -> Quantities.bytes(tensor.byteSize()),
            TensorInfo::byteSize),
        DataColumn.<TensorInfo>numbers(
                Messages.gguf_offset,
                tensor -> Units.current().format("%,d", tensor.fileOffset()),
                TensorInfo::fileOffset)
            .orderedBy(
                Comparator.comparingInt(TensorInfo::shard)
                    .thenComparingLong(TensorInfo::fileOffset)),
        DataColumn.numbers(
            Messages.gguf_fileNumber,
            tensor -> String.valueOf(tensor.shard() + 1),
            TensorInfo::shard));
  }

  private static Button button(Composite parent, String label, Runnable run) {
    Button button = new Button(parent, SWT.PUSH);
    button.setText(label);
    button.addListener(SWT.Selection, _ -> run.run());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
    return button;
  }

  ISelectionProvider selectionProvider() {
    return selection;
  }

  @Override
  public String title() {
    return Messages.gguf_tensors;
  }

  @Override
  public Control control() {
    return area;
  }

  @Override
  public void show(GgufDocument read) {
    document = Optional.of(read);
    table.show(read.tensors());
    filtered();
  }

  @Override
  public void setFocus() {
    filter.setFocus();
  }

  /** All words must be found in name, type or shape. */
  private void filtered() {
    List<String> words = List.of(filter.getText().strip().toLowerCase(Locale.ROOT).split("\\s+"));
    table.filter(
        tensor -> {
          String text =
              (tensor.name() + " " + tensor.typeName() + " " + shape(tensor))
                  .toLowerCase(Locale.ROOT);
          return words.stream().allMatch(text::contains);
        });
    long bytes = table.rows().stream().mapToLong(TensorInfo::byteSize).sum();
    count.setText(
        Messages.format(Messages.gguf_count, table.rows().size(), Quantities.bytes(bytes)));
    enable();
  }

  private void enable() {
    List<TensorInfo> selected = table.selection();
    look.setEnabled(selected.stream().anyMatch(ValueStatistics::supports));
    load.setEnabled(!selected.isEmpty());
  }

  private void lookAtSelection() {
    List<TensorInfo> some = table.selection().stream().filter(ValueStatistics::supports).toList();
    if (document.isEmpty() || some.isEmpty()) {
      return;
    }
    Path path = document.get().path();
    statistics.setText(Messages.gguf_lookingAtValues);
    looking.start(monitor -> ValueStatistics.of(path, some, monitor));
  }

  private void loadSelection() {
    try {
      if (document.isPresent() && !table.selection().isEmpty()) {
        LoadSubset.open(
            area.getShell(),
            document.get().path(),
            TensorSubset.of(table.selection(), document.get().tensors()));
      }
    } catch (CoreException e) {
      ILog.of(TensorsPage.class).error(e.getMessage(), e);
      ErrorDialog.openError(area.getShell(), null, Messages.shortcut_failed, e.getStatus());
    }
  }

  private void show(ValueStatistics values) {
    statistics.setText(text(values));
    if (values.finite() > 0) {
      histogram.show(new ValuesChart(values));
    } else {
      histogram.clear();
    }
  }

  /** Returns the statistics as people read them. */
  static String text(ValueStatistics values) {
    String looked =
        values.looked() == values.weights()
            ? Messages.format(Messages.gguf_valuesAll, values.weights())
            : Messages.format(Messages.gguf_valuesSome, values.looked(), values.weights());
    return looked
        + "\n"
        + Messages.format(
            Messages.gguf_valuesText,
            number(values.least()),
            number(values.greatest()),
            number(values.mean()),
            number(values.deviation()),
            percent(values.zeros(), values.looked()),
            values.looked() - values.finite());
  }

  private static String number(double value) {
    return Units.current().format("%.6g", value);
  }

  private static String percent(long part, long all) {
    return Units.current().format("%.2f %%", 100.0 * part / Math.max(1, all));
  }

  private static String shape(TensorInfo tensor) {
    return tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" \u00d7 "));
  }

  private record ValuesChart(ValueStatistics values) implements ChartSource {
    @Override
    public JFreeChart chart(ChartStyle style) {
      return HistogramChart.of(
          Messages.gguf_valueAxis, values.low(), values.high(), values.counts(), style);
    }

    @Override
    public int leastHeight() {
      return LEAST_HEIGHT;
    }

    @Override
    public String description() {
      return Messages.gguf_valuesChart + " " + text(values);
    }
  }
}
