package org.weightbench.ui.internal.table;

import java.util.List;
import java.util.function.Function;
import org.eclipse.core.runtime.ListenerList;
import org.eclipse.jface.viewers.IPostSelectionProvider;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;

/**
 * Tells the workbench which rows of a table are selected.
 *
 * @param <T> type of a row
 */
public final class TableSelection<T> implements IPostSelectionProvider {
  private final DataTable<T> table;
  private final Function<T, ? extends List<?>> meaning;
  private final ListenerList<ISelectionChangedListener> listeners = new ListenerList<>();
  private final ListenerList<ISelectionChangedListener> after = new ListenerList<>();

  /** Follows a table. */
  public TableSelection(DataTable<T> table) {
    this(table, List::of);
  }

  /**
   * Follows a table.
   *
   * @param meaning what the workbench is told of a row, in several objects where they say different
   *     things
   */
  public TableSelection(DataTable<T> table, Function<T, ? extends List<?>> meaning) {
    this.table = table;
    this.meaning = meaning;
    table.onSelection(this::fire);
  }

  @Override
  public void addSelectionChangedListener(ISelectionChangedListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeSelectionChangedListener(ISelectionChangedListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void addPostSelectionChangedListener(ISelectionChangedListener listener) {
    after.add(listener);
  }

  @Override
  public void removePostSelectionChangedListener(ISelectionChangedListener listener) {
    after.remove(listener);
  }

  @Override
  public IStructuredSelection getSelection() {
    return new StructuredSelection(
        table.selection().stream().flatMap(row -> meaning.apply(row).stream()).toList());
  }

  @Override
  public void setSelection(ISelection selection) {
    List<?> chosen =
        selection instanceof IStructuredSelection structured ? structured.toList() : List.of();
    table.select(row -> meaning.apply(row).stream().anyMatch(chosen::contains));
    fire();
  }

  /** Tells the workbench that the selection was changed by other means than the mouse or keys. */
  public void fire() {
    SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
    listeners.forEach(listener -> listener.selectionChanged(event));
    after.forEach(listener -> listener.selectionChanged(event));
  }
}
