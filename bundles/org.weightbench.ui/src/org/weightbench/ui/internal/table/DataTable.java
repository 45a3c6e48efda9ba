package org.weightbench.ui.internal.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.weightbench.hardware.Units;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.preferences.UnitPreferences;

/**
 * A virtual table: only rows that can be seen become widgets, so that it takes any number. Clicking
 * on a title sorts, as does the context menu, rows without a value last; Ctrl+C copies the selected
 * rows, separated by tabs. Quantities are written in the units that people prefer. All methods are
 * for the user interface thread.
 *
 * @param <T> type of a row
 */
public final class DataTable<T> {
  private static final int MEASURED_ROWS = 100;
  private static final int PADDING = 26;
  private static final int SORT_ARROW = 14;
  private static final int WIDEST = 420;
  private static final String GIVEN_WIDTH = "org.weightbench.ui.givenWidth";

  private final Table table;
  private final ResourceManager resources;
  private List<DataColumn<T>> columns = List.of();
  private List<T> all = List.of();
  private List<T> rows = List.of();
  private Predicate<T> filter = _ -> true;
  private Predicate<T> pinned = _ -> false;
  private Predicate<T> bold = _ -> false;
  private Function<T, Object> identity = row -> row;
  private Optional<DataColumn<T>> sorted = Optional.empty();
  private Units units = UnitPreferences.units();

  /**
   * Creates the table.
   *
   * @param name what a person who cannot see the table is told it is
   */
  public DataTable(Composite parent, String name, List<DataColumn<T>> columns) {
    table =
        new Table(
            parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
    table.setHeaderVisible(true);
    resources = new LocalResourceManager(JFaceResources.getResources(), table);
    create(columns);
    UnitPreferences.onChange(
        table,
        () -> {
          units = UnitPreferences.units();
          show(all);
        });
    table.addListener(SWT.SetData, this::fill);
    table.addListener(
        SWT.KeyDown,
        event -> {
          if (event.stateMask == SWT.MOD1 && event.keyCode == 'c') {
            Actions.copy(table, text());
          }
        });
    Accessibility.name(table, name);
    Actions.contextMenu(table, menu -> menu.add(sortMenu()));
  }

  /**
   * Says what makes a row the same when other rows are shown.
   *
   * @param other returns what is equal for the same row; without it, the row itself
   */
  public void identify(Function<T, Object> other) {
    identity = other;
  }

  /** Says which rows are written bold. */
  public void embolden(Predicate<T> other) {
    bold = other;
  }

  /** Shows more of a row while the mouse rests on it. */
  public void tip(Function<T, String> text) {
    table.addListener(
        SWT.MouseMove,
        event -> {
          TableItem item = table.getItem(new Point(event.x, event.y));
          int index = item == null ? -1 : table.indexOf(item);
          String shown =
              index < 0 || index >= rows.size()
                  ? null
                  : text.apply(rows.get(index)).replace("&", "&&");
          if (!Objects.equals(shown, table.getToolTipText())) {
            table.setToolTipText(shown);
          }
        });
  }

  /** Says which rows stay above the others, whatever the order. */
  public void pin(Predicate<T> other) {
    pinned = other;
    apply();
  }

  /** Shows other columns and no rows. */
  public void columns(List<DataColumn<T>> other) {
    all = List.of();
    apply();
    for (TableColumn column : table.getColumns()) {
      column.dispose();
    }
    sorted = Optional.empty();
    create(other);
  }

  private void create(List<DataColumn<T>> created) {
    columns = List.copyOf(created);
    for (DataColumn<T> column : columns) {
      TableColumn widget = new TableColumn(table, column.numeric() ? SWT.RIGHT : SWT.LEFT);
      widget.setText(column.title());
      widget.setMoveable(true);
      widget.addListener(SWT.Selection, _ -> clicked(column, widget));
    }
    widen();
  }

  /** Returns the widget. */
  public Table widget() {
    return table;
  }

  /** Shows other rows; sorting, filter and the selection of equal rows stay. */
  public void show(List<T> other) {
    all = List.copyOf(other);
    apply();
    widen();
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

  /** Selects the shown rows that pass and scrolls to them; listeners do not hear of it. */
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
      text.append(line(column -> text(column, row)));
    }
    return text.toString();
  }

  private String line(Function<DataColumn<T>, String> cell) {
    return columns.stream()
        .map(cell)
        .map(text -> text.replace('\t', ' ').replace('\n', ' '))
        .collect(Collectors.joining("\t", "", "\n"));
  }

  private MenuManager sortMenu() {
    MenuManager menu = new MenuManager(Messages.table_sortBy);
    for (int i = 0; i < columns.size(); i++) {
      DataColumn<T> column = columns.get(i);
      TableColumn widget = table.getColumn(i);
      Action sort =
          new Action(column.title().replace("&", "&&"), IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
              clicked(column, widget);
            }
          };
      sort.setChecked(widget == table.getSortColumn());
      menu.add(sort);
    }
    return menu;
  }

  private void clicked(DataColumn<T> column, TableColumn widget) {
    boolean again = table.getSortColumn() == widget;
    int first = column.largestFirst() ? SWT.DOWN : SWT.UP;
    int direction = again ? (table.getSortDirection() == SWT.UP ? SWT.DOWN : SWT.UP) : first;
    sort(column, widget, direction);
  }

  /** Sorts by a column, by its position in the order of creation, the smallest first. */
  public void sort(int column) {
    sort(columns.get(column), table.getColumn(column), SWT.UP);
  }

  private void sort(DataColumn<T> column, TableColumn widget, int direction) {
    table.setSortColumn(widget);
    table.setSortDirection(direction);
    sorted = Optional.of(column);
    apply();
  }

  /** Shows the same rows anew, where what their cells show has changed. */
  public void refresh() {
    apply();
  }

  private void apply() {
    Set<Object> selected =
        selection().stream().map(identity).collect(Collectors.toCollection(HashSet::new));
    List<T> passing = all.stream().filter(filter).toList();
    rows =
        sorted
            .map(
                column -> {
                  boolean down = table.getSortDirection() == SWT.DOWN;
                  return ordered(passing, column, down);
                })
            .orElse(passing);
    table.setItemCount(rows.size());
    table.clearAll();
    if (!selected.isEmpty()) {
      select(row -> selected.contains(identity.apply(row)));
    }
  }

  private List<T> ordered(List<T> some, DataColumn<T> column, boolean descending) {
    List<T> first = new ArrayList<>();
    List<T> others = new ArrayList<>();
    List<T> blank = new ArrayList<>();
    for (T row : some) {
      (pinned.test(row) ? first : column.text().apply(row).isEmpty() ? blank : others).add(row);
    }
    Comparator<T> order = descending ? column.order().reversed() : column.order();
    first.sort(order);
    others.sort(order);
    first.addAll(others);
    first.addAll(blank);
    return List.copyOf(first);
  }

  /** GTK asks for rows that are about to go, too. */
  private void fill(Event event) {
    if (event.index >= 0 && event.index < rows.size()) {
      fill((TableItem) event.item, rows.get(event.index));
    }
  }

  private void fill(TableItem item, T row) {
    item.setFont(bold.test(row) ? resources.create(boldFont()) : null);
    for (int i = 0; i < columns.size(); i++) {
      DataColumn<T> column = columns.get(i);
      item.setText(i, text(column, row));
      int at = i;
      column
          .icon()
          .apply(row)
          .ifPresent(icon -> item.setImage(at, resources.create(icon.descriptor())));
    }
  }

  private String text(DataColumn<T> column, T row) {
    return units.during(() -> column.text().apply(row));
  }

  private FontDescriptor boldFont() {
    return FontDescriptor.createFrom(table.getFont()).setStyle(SWT.BOLD);
  }

  /** Gives texts room; a column that the user made wider or narrower stays as it is. */
  private void widen() {
    GC gc = new GC(table);
    if (rows.stream().limit(MEASURED_ROWS).anyMatch(bold)) {
      gc.setFont(resources.create(boldFont()));
    }
    try {
      for (int i = 0; i < columns.size(); i++) {
        TableColumn widget = table.getColumn(i);
        int room = widget == table.getSortColumn() ? PADDING + SORT_ARROW : PADDING;
        int needed = Math.min(WIDEST, textWidth(gc, columns.get(i)) + room);
        Object given = widget.getData(GIVEN_WIDTH);
        if (given == null || given.equals(widget.getWidth()) && needed > widget.getWidth()) {
          widget.setWidth(needed);
          widget.setData(GIVEN_WIDTH, widget.getWidth());
        }
      }
    } finally {
      gc.dispose();
    }
  }

  private int textWidth(GC gc, DataColumn<T> column) {
    int width = gc.textExtent(column.title()).x;
    for (T row : rows.subList(0, Math.min(MEASURED_ROWS, rows.size()))) {
      width = Math.max(width, gc.textExtent(text(column, row)).x);
    }
    return width;
  }
}
