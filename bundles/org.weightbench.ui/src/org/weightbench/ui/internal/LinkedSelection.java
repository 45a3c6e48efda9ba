package org.weightbench.ui.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.ISelectionService;
import org.eclipse.ui.IWorkbenchPart;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.HistoryEntry;
import org.weightbench.ui.LoadExperimentsPerspective;

/**
 * Follows what is selected in other views: cells and samples of the comparison, of findings and of
 * running experiments, or results of the history. All methods are for the user interface thread.
 */
public final class LinkedSelection implements AutoCloseable {
  private final ISelectionService service;
  private final ISelectionListener listener;

  /**
   * What is selected.
   *
   * @param rows rows of a comparison; none where something else is selected
   * @param cells cells, those of the rows and samples too; none where whole results are selected
   * @param samples single loads of these cells
   * @param folders results, those of the cells too
   */
  public record Selected(
      List<ComparisonRow> rows,
      List<CellOfResult> cells,
      List<SampleOfResult> samples,
      List<ResultFolder> folders) {
    /** Copies the lists. */
    public Selected {
      rows = List.copyOf(rows);
      cells = List.copyOf(cells);
      samples = List.copyOf(samples);
      folders = List.copyOf(folders);
    }

    /** Takes what is meant from the objects of a selection. */
    public static Selected of(List<?> objects) {
      List<ComparisonRow> rows = all(objects, ComparisonRow.class);
      List<SampleOfResult> samples = all(objects, SampleOfResult.class);
      Set<CellOfResult> cells = new LinkedHashSet<>();
      rows.forEach(row -> cells.add(CellOfResult.of(row)));
      samples.forEach(sample -> cells.add(sample.cell()));
      cells.addAll(all(objects, CellOfResult.class));
      Set<ResultFolder> folders = new LinkedHashSet<>();
      cells.forEach(cell -> folders.add(cell.folder()));
      all(objects, HistoryEntry.class).stream()
          .filter(entry -> entry.state() != HistoryEntry.State.UNREADABLE)
          .forEach(entry -> folders.add(entry.folder()));
      return new Selected(rows, List.copyOf(cells), samples, List.copyOf(folders));
    }

    private static <T> List<T> all(List<?> objects, Class<T> kind) {
      return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /**
   * Starts to follow, beginning with what is selected now.
   *
   * @param own the part that follows, whose own selection does not count
   * @param heard hears of each selection that has a result
   */
  public LinkedSelection(IWorkbenchPart own, Consumer<Selected> heard) {
    service = own.getSite().getWorkbenchWindow().getSelectionService();
    listener =
        (part, selection) -> {
          if (part != own) {
            tell(selection, heard);
          }
        };
    service.addPostSelectionListener(listener);
    // A view that opens is the active part already, which has no selection of its own.
    boolean told =
        tell(service.getSelection(), heard)
            || tell(service.getSelection(LoadExperimentsPerspective.COMPARISON_VIEW), heard);
    if (!told) {
      tell(service.getSelection(LoadExperimentsPerspective.RESULTS_VIEW), heard);
    }
  }

  private static boolean tell(@Nullable ISelection selection, Consumer<Selected> heard) {
    if (!(selection instanceof IStructuredSelection structured)) {
      return false;
    }
    Selected selected = Selected.of(structured.toList());
    if (selected.folders().isEmpty()) {
      return false;
    }
    heard.accept(selected);
    return true;
  }

  @Override
  public void close() {
    service.removePostSelectionListener(listener);
  }
}
