package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.gguf.GgufEditor;
import org.weightbench.ui.internal.gguf.SparseModel;

/**
 * No event keeps the user interface thread busy for long, with 10,000 samples and a model of 2,000
 * tensors open. Everything is done once before it counts, since classes load at the first time;
 * what is too long by accident, because the machine took the processor away, is not so every time.
 */
final class EventLoopTest {
  private static final long LIMIT_NANOS = 100_000_000;
  private static final int ROUNDS = 3;
  private static final int LAYERS = 290;
  private static final int PAGES = 5;

  @TempDir Path folder;

  @AfterEach
  void close() throws Exception {
    Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class)
        .compare(List.of());
    Workbench.openPerspective().closeAllEditors(false);
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void noEventTakesLong() throws Exception {
    IWorkbenchPage page = Workbench.openPerspective();
    ResultFolder result = ManySamples.write(folder);
    Path model = SparseModel.write(Files.createDirectory(folder.resolve("model")), 5000, LAYERS);
    ComparisonView comparison =
        Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    GgufEditor editor =
        (GgufEditor)
            IDE.openEditorOnFileStore(page, EFS.getLocalFileSystem().fromLocalFile(model.toFile()));
    use(comparison, result, editor, new EventWatch(Long.MAX_VALUE));
    Map<String, Long> tooLong = new TreeMap<>();
    for (int round = 0; round < ROUNDS && (round == 0 || !tooLong.isEmpty()); round++) {
      comparison.compare(List.of());
      Workbench.settle();
      EventWatch watch = new EventWatch(LIMIT_NANOS);
      use(comparison, result, editor, watch);
      if (round == 0) {
        tooLong.putAll(watch.tooLong());
      }
      tooLong.keySet().retainAll(watch.tooLong().keySet());
    }
    assertEquals(Map.of(), tooLong, "milliseconds of the events that are too long every time");
  }

  private static void use(
      ComparisonView comparison, ResultFolder result, GgufEditor editor, EventWatch watch) {
    watch.after("opening the result", () -> comparison.compare(List.of(result)));
    Table table = comparison.tableWidget();
    assertEquals(ManySamples.CELLS, table.getItemCount());
    ChartPane chart = Widgets.first(table.getParent(), ChartPane.class);
    watch.until("the chart", () -> chart.spots().size() == ManySamples.CELLS);
    for (String title : List.of("Rate", "Threads", "Load time")) {
      watch.after("sorting by " + title, () -> Widgets.clickColumn(table, title));
    }
    for (int row = 0; row < ManySamples.CELLS; row += 50) {
      int top = row;
      watch.after("scrolling the table", () -> table.setTopIndex(top));
    }
    watch.after("selecting a row", () -> Widgets.select(table, 1));
    watch.until("the chart with one row marked", () -> !chart.spots().isEmpty());
    watch.after("clicking on a bar", () -> Widgets.click(chart, chart.spots().get(3)));
    assertEquals(1, comparison.selection().size());
    watch.after(
        "selecting everything",
        () -> {
          table.selectAll();
          table.notifyListeners(SWT.Selection, new Event());
        });
    watch.after("copying everything", () -> Widgets.choose(table, "Copy as Markdown"));
    for (ComparisonPicture picture : ComparisonPicture.all()) {
      watch.after("drawing " + picture.id(), () -> comparison.draw(picture));
    }
    comparison.draw(ComparisonPicture.all().getFirst());

    watch.after("reading the model", editor::refresh);
    for (int i = 0; i < PAGES; i++) {
      int number = i;
      watch.after("page " + i, () -> editor.activate(number));
    }
    editor.activate(1);
    Table tensors = Widgets.first(editor.page(1), Table.class);
    Text filter = Widgets.first(editor.page(1), Text.class);
    assertEquals(LAYERS * 7, tensors.getItemCount());
    for (String text : List.of("b", "blk.", "blk.1 ffn", "")) {
      watch.after("filtering", () -> filter.setText(text));
    }
    for (String title : List.of("Bytes", "Shape", "Name", "Offset")) {
      watch.after("sorting by " + title, () -> Widgets.clickColumn(tensors, title));
    }
    watch.after(
        "selecting all tensors",
        () -> {
          tensors.selectAll();
          tensors.notifyListeners(SWT.Selection, new Event());
        });
    for (int row = 0; row < tensors.getItemCount(); row += 100) {
      int top = row;
      watch.after("scrolling the tensors", () -> tensors.setTopIndex(top));
    }
    watch.after("coming back", () -> editor.activate(0));
  }
}
