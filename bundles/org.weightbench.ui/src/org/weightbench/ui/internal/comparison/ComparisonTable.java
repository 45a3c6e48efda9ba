package org.weightbench.ui.internal.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Verdict;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** The rows of a comparison, best first until the user clicks on a column. */
final class ComparisonTable {
  private static final int PADDING = 8;
  private static final int SORT_ARROW = 18;
  private static final int WIDEST = 360;

  private final TableViewer viewer;
  private final ResourceManager resources;
  private final Set<String> pinned = new HashSet<>();
  private List<Column> columns = List.of();

  ComparisonTable(Composite parent) {
    viewer = new TableViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
    Table table = viewer.getTable();
    table.setHeaderVisible(true);
    table.setLinesVisible(false);
    table
        .getAccessible()
        .addAccessibleListener(
            new AccessibleAdapter() {
              @Override
              public void getName(AccessibleEvent event) {
                if (event.childID == -1) {
                  event.result = Messages.comparison_accessibleTable;
                }
              }
            });
    resources = new LocalResourceManager(JFaceResources.getResources(), table);
    viewer.setContentProvider(ArrayContentProvider.getInstance());
    ColumnViewerToolTipSupport.enableFor(viewer);
  }

  TableViewer viewer() {
    return viewer;
  }

  List<Column> columns() {
    return columns;
  }

  /** Returns the rows in the order in which they stand. */
  List<ComparisonRow> rows() {
    return Arrays.stream(viewer.getTable().getItems())
        .map(TableItem::getData)
        .map(ComparisonRow.class::cast)
        .toList();
  }

  /** Returns the selected rows in the order in which they stand. */
  List<ComparisonRow> selection() {
    List<ComparisonRow> selected = new ArrayList<>();
    for (Object element : viewer.getStructuredSelection()) {
      selected.add((ComparisonRow) element);
    }
    return selected;
  }

  /** Selects the rows that pass. */
  void select(Predicate<ComparisonRow> chosen) {
    viewer.setSelection(new StructuredSelection(rows().stream().filter(chosen).toList()), true);
  }

  /** Returns the rows that stay above the others, whatever the order. */
  List<ComparisonRow> pinned() {
    return rows().stream().filter(row -> pinned.contains(key(row))).toList();
  }

  /** Pins rows, or lets them go when all of them are pinned. */
  void togglePinned(List<ComparisonRow> some) {
    List<String> keys = some.stream().map(ComparisonTable::key).toList();
    if (pinned.containsAll(keys)) {
      keys.forEach(pinned::remove);
    } else {
      pinned.addAll(keys);
    }
    viewer.refresh();
  }

  void show(Comparison comparison) {
    Table table = viewer.getTable();
    List<String> selected = selection().stream().map(ComparisonTable::key).toList();
    table.setRedraw(false);
    try {
      List<Column> next = Columns.of(comparison);
      if (!ids(next).equals(ids(columns))) {
        create(next);
      }
      viewer.setInput(comparison.rows());
      viewer.setSelection(
          new StructuredSelection(
              comparison.rows().stream().filter(r -> selected.contains(key(r))).toList()));
      fit();
    } finally {
      table.setRedraw(true);
    }
  }

  void clear() {
    viewer.setInput(List.of());
  }

  private void create(List<Column> next) {
    viewer.setInput(List.of());
    for (TableColumn column : viewer.getTable().getColumns()) {
      column.dispose();
    }
    columns = next;
    for (Column column : next) {
      TableViewerColumn viewerColumn =
          new TableViewerColumn(viewer, column.numeric() ? SWT.RIGHT : SWT.LEFT);
      viewerColumn.setLabelProvider(new RowLabels(column));
      TableColumn widget = viewerColumn.getColumn();
      widget.setText(column.title());
      widget.setMoveable(true);
      widget.addListener(SWT.Selection, _ -> clicked(column, widget));
    }
    int best = ids(next).indexOf(Columns.TIME.id());
    sort(new ColumnOrder(next.get(best), false), viewer.getTable().getColumn(best));
  }

  private void clicked(Column column, TableColumn widget) {
    boolean again = viewer.getTable().getSortColumn() == widget;
    boolean descending = again && viewer.getTable().getSortDirection() == SWT.UP;
    sort(new ColumnOrder(column, descending), widget);
  }

  private void sort(ColumnOrder order, TableColumn widget) {
    viewer.getTable().setSortColumn(widget);
    viewer.getTable().setSortDirection(order.descending() ? SWT.DOWN : SWT.UP);
    viewer.setComparator(new PinnedFirst(order, row -> pinned.contains(key(row))));
    fit();
  }

  private void fit() {
    TableColumn sorted = viewer.getTable().getSortColumn();
    for (TableColumn column : viewer.getTable().getColumns()) {
      column.pack();
      int room = column == sorted ? PADDING + SORT_ARROW : PADDING;
      column.setWidth(Math.min(WIDEST, column.getWidth() + room));
    }
  }

  private static List<String> ids(List<Column> some) {
    return some.stream().map(Column::id).toList();
  }

  private static String key(ComparisonRow row) {
    return row.result().folder().path() + "\n" + row.summary().cell().id();
  }

  private static Icon icon(Verdict verdict) {
    return switch (verdict) {
      case BASELINE -> Icon.BASELINE;
      case FASTER -> Icon.FASTER;
      case SLOWER -> Icon.SLOWER;
      case NO_DIFFERENCE_SHOWN -> Icon.SAME;
      case TOO_FEW_SAMPLES, NOT_COMPARED -> Icon.UNKNOWN;
    };
  }

  private final class RowLabels extends ColumnLabelProvider {
    private final Column column;

    RowLabels(Column column) {
      this.column = column;
    }

    @Override
    public String getText(Object element) {
      return column.text().apply((ComparisonRow) element);
    }

    @Override
    public @Nullable Image getImage(Object element) {
      if (column == columns.getFirst() && pinned.contains(key((ComparisonRow) element))) {
        return resources.create(Icon.PIN.descriptor());
      }
      return column.id().equals(Columns.VERDICT.id())
          ? resources.create(icon(((ComparisonRow) element).verdict()).descriptor())
          : null;
    }

    @Override
    public @Nullable Font getFont(Object element) {
      return ((ComparisonRow) element).verdict() == Verdict.BASELINE
          ? resources.create(
              FontDescriptor.createFrom(viewer.getTable().getFont()).setStyle(SWT.BOLD))
          : null;
    }

    @Override
    public String getToolTipText(Object element) {
      return ((ComparisonRow) element).summary().cell().id();
    }
  }
}
