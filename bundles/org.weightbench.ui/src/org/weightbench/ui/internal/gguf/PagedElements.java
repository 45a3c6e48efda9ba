package org.weightbench.ui.internal.gguf;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.preferences.UnitPreferences;

/**
 * The elements of one array of the metadata, which may be hundreds of thousands. Pages of them are
 * read in a job when they come into sight.
 */
final class PagedElements {
  private static final int PAGE = 500;
  private static final int INDEX_WIDTH = 90;
  private static final int VALUE_WIDTH = 420;

  private final Table table;
  private final Background<List<String>> reading;
  private final Map<Integer, List<String>> pages = new HashMap<>();
  private final Set<Integer> wanted = new LinkedHashSet<>();
  private Path path = Path.of("");
  private String key = "";
  private int size;
  private int underWay = -1;

  PagedElements(Composite parent) {
    table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL);
    table.setHeaderVisible(true);
    Accessibility.name(table, Messages.gguf_elements);
    TableColumn index = new TableColumn(table, SWT.RIGHT);
    index.setText(Messages.gguf_index);
    index.setWidth(INDEX_WIDTH);
    TableColumn value = new TableColumn(table, SWT.LEFT);
    value.setText(Messages.gguf_value);
    value.setWidth(VALUE_WIDTH);
    table.addListener(SWT.SetData, this::fill);
    reading =
        new Background<>(
            Messages.gguf_readingArray,
            table,
            this::take,
            e -> {
              underWay = -1;
              ILog.of(PagedElements.class).warn(Messages.gguf_readingArray, e);
            });
  }

  Table widget() {
    return table;
  }

  /** Shows an array, from its beginning. */
  void show(Path otherPath, GgufDocument.Entry entry) {
    clear();
    path = otherPath;
    key = entry.key();
    size = entry.arraySize();
    table.setItemCount(size);
    table.clearAll();
    table.setTopIndex(0);
  }

  /** Shows nothing. */
  void clear() {
    reading.cancel();
    pages.clear();
    wanted.clear();
    underWay = -1;
    size = 0;
    table.setItemCount(0);
  }

  private void fill(Event event) {
    TableItem item = (TableItem) event.item;
    int page = event.index / PAGE;
    List<String> texts = pages.get(page);
    item.setText(0, UnitPreferences.units().format("%,d", event.index));
    if (texts == null) {
      item.setText(1, "\u2026");
      wanted.add(page);
      next();
    } else {
      int at = event.index % PAGE;
      item.setText(1, at < texts.size() ? texts.get(at) : "");
    }
  }

  private void next() {
    if (underWay >= 0 || wanted.isEmpty()) {
      return;
    }
    int page = wanted.iterator().next();
    wanted.remove(page);
    underWay = page;
    Path file = path;
    String array = key;
    reading.request(0, () -> GgufDocument.elements(file, array, page * PAGE, PAGE));
  }

  private void take(List<String> texts) {
    int page = underWay;
    underWay = -1;
    pages.put(page, texts);
    int first = page * PAGE;
    table.clear(first, Math.min(size, first + PAGE) - 1);
    next();
  }
}
