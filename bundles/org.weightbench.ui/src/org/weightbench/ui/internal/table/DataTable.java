package org.weightbench.ui.internal.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.weightbench.ui.internal.Actions;

/**
 * A virtual table: only rows that can be seen become widgets, so that it takes any number. Clicking
 * on a title sorts, Ctrl+C copies the selected rows, separated by tabs. All methods are for the
 * user interface thread.
 *
 * @param <T> type of a row
 */
public final class DataTable<T> {
  private static final int MEASURED_ROWS = 200;
  private static final int PADDING = 26;
  private static final int WIDEST = 420;

  private final Table table;
  private final List<DataColumn<T>> columns;
  private final ResourceManager images;
  private List<T> all = List.of();
  private List<T> rows = List.of();
  private Predicate<T> filter = _ -> true;
  private Optional<DataColumn<T>> sorted = Optional.empty();
  private boolean measured;

  /**
   * Creates the table.
   *
   * @param name what a person who cannot see the table is told it is
   */
  public DataTable(Composite parent, String name, List<DataColumn<T>> columns) {
    this.columns = List.copyOf(columns);
    table =
        new Table(
            parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
    table.setHeaderVisible(true);
    images = new LocalResourceManager(JFaceResources.getResources(), table);
    for (DataColumn<T> column : this.columns) {
      TableColumn widget = new TableColumn(table, column.numeric() ? SWT.RIGHT : SWT.LEFT);
      widget.setText(column.title());
      widget.setMoveable(true);
      widget.addListener(SWT.Selection, _ -> clicked(column, widget));
    }
    table.addListener(SWT.SetData, event -> fill((TableItem) event.item, rows.get(event.index)));
    table.addListener(
        SWT.KeyDown,
        event -> {
          if (event.stateMask == SWT.MOD1 && event.keyCode == 'c') {
            Actions.copy(table, text());
          }
        });
    table
        .getAccessible()
        .addAccessibleListener(
            new AccessibleAdapter() {
              @Override
              public void getName(AccessibleEvent event) {
                if (event.childID == -1) {
                  event.result = name;
                }
              }
            });
  }

  /** Returns the widget. */
  public Table widget() {
    return table;
  }

  /** Shows other rows; sorting, filter and the selection of equal rows stay. */
  public void show(List<T> other) {
    all = List.copyOf(other);
    apply();
    if (!measured && !rows.isEmpty()) {
      measured = true;
      measure();
    }
  }

  /** Shows only the rows that pass. */
  public void filter(Predicate<T> other) {
    filter = other;
    apply();
  }

  /** Returns the rows that are shown, in their order. */
  public List<T> rows() {
    return rows;
  }

  /** Returns the selected rows, in their order. */
  public List<T> selection() {
    return IntStream.of(table.getSelectionIndices())
        .filter(index -> index < rows.size())
        .sorted()
        .mapToObj(rows::get)
        .toList();
  }

  /** Selects the shown rows that pass, and tells the listeners of the widget. */
  public void select(Predicate<T> chosen) {
    table.setSelection(
        IntStream.range(0, rows.size()).filter(i -> chosen.test(rows.get(i))).toArray());
  }

  /** Hears when the user selects other rows. */
  public void onSelection(Runnable listener) {
    table.addListener(SWT.Selection, _ -> listener.run());
  }

  /** Returns titles and the selected rows, or all where at most one is, separated by tabs. */
  public String text() {
    List<T> selected = selection();
    List<T> copied = selected.size() > 1 ? selected : rows;
    StringBuilder text = new StringBuilder();
    text.append(line(DataColumn::title));
    for (T row : copied) {
      text.append(line(column -> column.text().apply(row)));
    }
    return text.toString();
  }

  private String line(Function<DataColumn<T>, String> cell) {
    return columns.stream()
        .map(cell)
        .map(text -> text.replace('\t', ' ').replace('\n', ' '))
        .collect(Collectors.joining("\t", "", "\n"));
  }

  private void clicked(DataColumn<T> column, TableColumn widget) {
    boolean again = table.getSortColumn() == widget;
    int first = column.numeric() ? SWT.DOWN : SWT.UP;
    int direction = again ? (table.getSortDirection() == SWT.UP ? SWT.DOWN : SWT.UP) : first;
    table.setSortColumn(widget);
    table.setSortDirection(direction);
    sorted = Optional.of(column);
    apply();
  }

  private void apply() {
    Set<T> selected = new HashSet<>(selection());
    List<T> next = new ArrayList<>();
    for (T row : all) {
      if (filter.test(row)) {
        next.add(row);
      }
    }
    sorted.ifPresent(
        column -> {
          Comparator<T> order = column.order();
          next.sort(table.getSortDirection() == SWT.DOWN ? order.reversed() : order);
        });
    rows = List.copyOf(next);
    table.setItemCount(rows.size());
    table.clearAll();
    if (!selected.isEmpty()) {
      select(selected::contains);
    }
  }

  private void fill(TableItem item, T row) {
    for (int i = 0; i < columns.size(); i++) {
      DataColumn<T> column = columns.get(i);
      item.setText(i, column.text().apply(row));
      int at = i;
      column
          .icon()
          .apply(row)
          .ifPresent(icon -> item.setImage(at, images.create(icon.descriptor())));
    }
  }

  private void measure() {
    GC gc = new GC(table);
    try {
      for (int i = 0; i < columns.size(); i++) {
        DataColumn<T> column = columns.get(i);
        int width = gc.textExtent(column.title()).x;
        for (T row : rows.subList(0, Math.min(MEASURED_ROWS, rows.size()))) {
          width = Math.max(width, gc.textExtent(column.text().apply(row)).x);
        }
        table.getColumn(i).setWidth(Math.min(WIDEST, width + PADDING));
      }
    } finally {
      gc.dispose();
    }
  }
}
