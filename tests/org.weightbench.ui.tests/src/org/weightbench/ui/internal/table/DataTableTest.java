package org.weightbench.ui.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.Actions;

final class DataTableTest {
  private Shell shell;
  private DataTable<Entry> table;

  private record Entry(String name, String text, double value) {}

  @BeforeEach
  void open() {
    shell = new Shell(Display.getCurrent());
    shell.setLayout(new FillLayout());
    table =
        new DataTable<>(
            shell,
            "entries",
            List.of(
                DataColumn.words("Name", Entry::name),
                DataColumn.numbers("Value", Entry::text, Entry::value)));
    shell.setSize(500, 300);
    shell.open();
    table.show(
        List.of(
            new Entry("b", "2 s", 2),
            new Entry("none", "", 0),
            new Entry("c", "10 s", 10),
            new Entry("a", "1 s", 1)));
  }

  @AfterEach
  void close() {
    shell.dispose();
  }

  private List<String> names() {
    return Widgets.texts(table.widget(), "Name");
  }

  @Test
  void rowsWithoutAValueComeLastInEitherDirection() {
    Widgets.clickColumn(table.widget(), "Value");
    assertEquals(List.of("c", "b", "a", "none"), names());
    Widgets.clickColumn(table.widget(), "Value");
    assertEquals(List.of("a", "b", "c", "none"), names());
    assertEquals(SWT.UP, table.widget().getSortDirection());
  }

  @Test
  void theContextMenuSortsAsTheTitlesDo() {
    Widgets.choose(table.widget(), "Sort By", "Value");
    assertEquals(List.of("c", "b", "a", "none"), names());
    Widgets.choose(table.widget(), "Sort By", "Value");
    assertEquals(List.of("a", "b", "c", "none"), names());
    Actions.contextMenu(table.widget(), menu -> menu.add(new Action("Own") {}));
    assertEquals(List.of("Own", "Sort By"), Widgets.menu(table.widget()));
  }

  @Test
  void rowsThatWereNeverSeenCanGo() {
    List<Entry> many =
        IntStream.range(0, 5000).mapToObj(i -> new Entry("n" + i, i + " s", i)).toList();
    table.show(many);
    table.widget().setSelection(4999);
    Workbench.settle();
    table.show(List.of());
    Workbench.settle();
    assertEquals(0, table.widget().getItemCount());
    table.show(many.subList(0, 3));
    assertEquals(List.of("n0", "n1", "n2"), names());
  }

  @Test
  void pinnedRowsStayAboveTheOthers() {
    table.pin(entry -> entry.name.equals("none") || entry.name.equals("b"));
    Widgets.clickColumn(table.widget(), "Name");
    assertEquals(List.of("b", "none", "a", "c"), names());
    Widgets.clickColumn(table.widget(), "Name");
    assertEquals(List.of("none", "b", "c", "a"), names());
  }

  @Test
  void aRowStaysSelectedWhenItsValuesChange() {
    table.identify(Entry::name);
    Widgets.select(table.widget(), 2);
    Widgets.clickColumn(table.widget(), "Value");
    table.show(List.of(new Entry("b", "2 s", 2), new Entry("c", "1 s", 1)));
    assertEquals(List.of("b", "c"), names());
    assertEquals(List.of(new Entry("c", "1 s", 1)), table.selection());
  }

  @Test
  void otherColumnsStartWithoutRowsAndUnsorted() {
    Widgets.clickColumn(table.widget(), "Name");
    table.columns(List.of(DataColumn.words("Only", Entry::text)));
    assertEquals(0, table.widget().getItemCount());
    table.show(List.of(new Entry("b", "2 s", 2), new Entry("a", "1 s", 1)));
    assertEquals(List.of("2 s", "1 s"), Widgets.texts(table.widget(), "Only"));
  }
}
