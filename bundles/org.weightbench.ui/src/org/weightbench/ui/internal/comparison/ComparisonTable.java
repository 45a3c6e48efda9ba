package org.weightbench.ui.internal.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.Columns;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Verdict;
import org.weightbench.experiment.Sample;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.SampleOfResult;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;
import org.weightbench.ui.internal.table.TableSelection;

/** The rows of a comparison, best first until the user clicks on a column. */
final class ComparisonTable {
  private final DataTable<ComparisonRow> table;
  private final TableSelection<ComparisonRow> selection;
  private final Set<String> pinned = new HashSet<>();
  private Optional<SampleOfResult> sample = Optional.empty();
  private ComparisonSheet sheet = ComparisonSheet.of(List.of(), List.of());

  ComparisonTable(Composite parent) {
    table = new DataTable<>(parent, Messages.comparison_accessibleTable, List.of());
    table.identify(ComparisonTable::key);
    table.embolden(row -> row.verdict() == Verdict.BASELINE);
    table.pin(row -> pinned.contains(key(row)));
    table.tip(row -> row.summary().cell().id());
    table.onSelection(() -> sample = Optional.empty());
    selection = new TableSelection<>(table, this::meaning);
  }

  Table widget() {
    return table.widget();
  }

  TableSelection<ComparisonRow> selectionProvider() {
    return selection;
  }

  List<Column> columns() {
    return sheet.columns();
  }

  /** Returns the rows in the order in which they stand. */
  List<ComparisonRow> rows() {
    return table.rows();
  }

  /** Returns the selected rows in the order in which they stand. */
  List<ComparisonRow> selection() {
    return table.selection();
  }

  /** Hears when the user selects other rows. */
  void onSelection(Runnable listener) {
    table.onSelection(listener);
  }

  /** Selects the rows that pass and tells the workbench. */
  void select(Predicate<ComparisonRow> chosen) {
    sample = Optional.empty();
    table.select(chosen);
    selection.fire();
  }

  /** Selects one sample of a row and tells the workbench. */
  void select(ComparisonRow of, Sample chosen) {
    sample = Optional.of(new SampleOfResult(of.result().folder(), chosen));
    table.select(row -> row == of);
    selection.fire();
  }

  /** Selects the rows that pass, as somebody else told. */
  void follow(Predicate<ComparisonRow> chosen) {
    sample = Optional.empty();
    table.select(chosen);
  }

  private List<Object> meaning(ComparisonRow row) {
    List<Object> objects = new ArrayList<>(List.of(row));
    sample.filter(each -> each.cell().equals(CellOfResult.of(row))).ifPresent(objects::add);
    return objects;
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
    table.refresh();
  }

  /** Shows other rows; order and selection of the same rows stay while the columns do. */
  void show(ComparisonSheet other) {
    boolean same = ids(other.columns()).equals(ids(sheet.columns()));
    sheet = other;
    widget().setRedraw(false);
    try {
      if (!same) {
        table.columns(columns(other.columns()));
        table.sort(ids(other.columns()).indexOf(Columns.TIME.id()));
      }
      table.show(other.rows());
      if (!table.selection().isEmpty()) {
        selection.fire();
      }
    } finally {
      widget().setRedraw(true);
    }
  }

  void clear() {
    table.show(List.of());
  }

  /** The columns look into the sheet that is shown, so that they outlive it. */
  private List<DataColumn<ComparisonRow>> columns(List<Column> some) {
    List<DataColumn<ComparisonRow>> made = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      int at = i;
      DataColumn<ComparisonRow> column =
          new DataColumn<>(
              Phrases.say(some.get(i).title()),
              some.get(i).numeric(),
              some.get(i).numeric() && !some.get(i).id().equals(Columns.TIME.id()),
              row -> sheet.text(row, at),
              (first, second) -> sheet.order(at).compare(first, second),
              row -> icon(some.get(at), at == 0, row));
      made.add(column);
    }
    return made;
  }

  private Optional<Icon> icon(Column column, boolean first, ComparisonRow row) {
    if (first && pinned.contains(key(row))) {
      return Optional.of(Icon.PIN);
    }
    return column.id().equals(Columns.VERDICT.id())
        ? Optional.of(icon(row.verdict()))
        : Optional.empty();
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
}
