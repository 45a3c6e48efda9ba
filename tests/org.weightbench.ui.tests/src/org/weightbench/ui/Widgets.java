package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.IViewPart;
import org.weightbench.charts.ChartSpot;
import org.weightbench.ui.internal.chart.ChartPane;

/** Finds widgets and does to them what a person does. */
public final class Widgets {

  private Widgets() {}

  /** Returns all widgets of a kind below a control, itself too, in their order. */
  public static <T extends Control> List<T> all(Control root, Class<T> kind) {
    List<T> found = new ArrayList<>();
    if (kind.isInstance(root)) {
      found.add(kind.cast(root));
    }
    if (root instanceof Composite composite) {
      for (Control child : composite.getChildren()) {
        found.addAll(all(child, kind));
      }
    }
    return found;
  }

  /** Returns the first widget of a kind below a control. */
  public static <T extends Control> T first(Control root, Class<T> kind) {
    List<T> found = all(root, kind);
    assertTrue(!found.isEmpty(), "there is no " + kind.getSimpleName());
    return found.getFirst();
  }

  /** Returns the control of the view or editor that a control is in. */
  public static Control part(Control inside) {
    Control part = inside;
    while (part.getData("modelElement") == null && part.getParent() != null) {
      part = part.getParent();
    }
    return part;
  }

  /** Returns the button with this label, mnemonics left out. */
  public static Button button(Control root, String label) {
    return all(root, Button.class).stream()
        .filter(button -> button.getText().replace("&", "").equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no button " + label));
  }

  /** Presses a button that can be pressed. */
  public static void press(Control root, String label) {
    Button button = button(root, label);
    assertTrue(button.isEnabled(), label + " cannot be pressed");
    button.notifyListeners(SWT.Selection, new Event());
  }

  /** Selects rows of a table and tells its listeners. */
  public static void select(Table table, int... rows) {
    table.setSelection(rows);
    table.notifyListeners(SWT.Selection, new Event());
  }

  /** Points at what is drawn in a chart and clicks on it. */
  public static void click(ChartPane chart, ChartSpot spot) {
    Event event = new Event();
    event.x = (int) Math.round(spot.area().getBounds2D().getCenterX());
    event.y = (int) Math.round(spot.area().getBounds2D().getCenterY());
    event.button = 1;
    event.count = 1;
    chart.canvas().notifyListeners(SWT.MouseMove, event);
    chart.canvas().notifyListeners(SWT.MouseUp, event);
  }

  /** Clicks on the title of a column. */
  public static void clickColumn(Table table, String title) {
    column(table, title).notifyListeners(SWT.Selection, new Event());
  }

  /** Returns the texts of a column, row by row. */
  public static List<String> texts(Table table, String title) {
    int index = table.indexOf(column(table, title));
    return IntStream.range(0, table.getItemCount())
        .mapToObj(row -> table.getItem(row).getText(index))
        .toList();
  }

  /** Opens the context menu of a control and returns the labels in it. */
  public static List<String> menu(Control control) {
    control.getMenu().notifyListeners(SWT.Show, new Event());
    List<String> labels =
        Arrays.stream(control.getMenu().getItems())
            .map(item -> label(item))
            .filter(label -> !label.isEmpty())
            .toList();
    control.getMenu().notifyListeners(SWT.Hide, new Event());
    return labels;
  }

  /** Returns the labels in the menu of a view, from top to bottom. */
  public static List<String> menu(IViewPart view) {
    return Arrays.stream(view.getViewSite().getActionBars().getMenuManager().getItems())
        .flatMap(Widgets::text)
        .map(text -> text.replace("&", ""))
        .toList();
  }

  private static Stream<String> text(IContributionItem item) {
    return switch (item) {
      case ActionContributionItem action -> Stream.of(action.getAction().getText());
      case MenuManager menu -> Stream.of(menu.getMenuText());
      default -> Stream.empty();
    };
  }

  /**
   * Opens the context menu of a control and chooses an entry.
   *
   * @param path label of the entry, after those of the menus around it
   */
  public static void choose(Control control, String... path) {
    choose(control.getMenu(), List.of(path));
  }

  private static void choose(Menu menu, List<String> path) {
    menu.notifyListeners(SWT.Show, new Event());
    MenuItem chosen =
        Arrays.stream(menu.getItems())
            .filter(item -> label(item).equals(path.getFirst()))
            .findFirst()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "there is no entry "
                            + path.getFirst()
                            + " among "
                            + Arrays.stream(menu.getItems()).map(Widgets::label).toList()));
    if (path.size() == 1) {
      chosen.notifyListeners(SWT.Selection, new Event());
    } else {
      choose(chosen.getMenu(), path.subList(1, path.size()));
    }
    menu.notifyListeners(SWT.Hide, new Event());
  }

  /** An entry shows its key after a tab. */
  private static String label(MenuItem item) {
    return item.getText().replace("&", "").replaceFirst("\t.*", "");
  }

  private static TableColumn column(Table table, String title) {
    return Arrays.stream(table.getColumns())
        .filter(column -> column.getText().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no column " + title));
  }
}
