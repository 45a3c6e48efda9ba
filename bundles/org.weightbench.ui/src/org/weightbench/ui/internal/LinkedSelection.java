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
 * Follows what is selected in other views: rows of the comparison, or results of the history. All
 * methods are for the user interface thread.
 */
public final class LinkedSelection implements AutoCloseable {
  private final ISelectionService service;
  private final ISelectionListener listener;

  /**
   * What is selected.
   *
   * @param rows selected rows of the comparison; none where results are selected
   * @param folders results, those of the rows
   */
  public record Selected(List<ComparisonRow> rows, List<ResultFolder> folders) {
    /** Copies the lists. */
    public Selected {
      rows = List.copyOf(rows);
      folders = List.copyOf(folders);
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
    List<ComparisonRow> rows =
        ((List<?>) structured.toList())
            .stream()
                .filter(ComparisonRow.class::isInstance)
                .map(ComparisonRow.class::cast)
                .toList();
    Set<ResultFolder> folders = new LinkedHashSet<>();
    rows.forEach(row -> folders.add(row.result().folder()));
    ((List<?>) structured.toList())
        .stream()
            .filter(HistoryEntry.class::isInstance)
            .map(HistoryEntry.class::cast)
            .filter(entry -> entry.state() != HistoryEntry.State.UNREADABLE)
            .forEach(entry -> folders.add(entry.folder()));
    if (folders.isEmpty()) {
      return false;
    }
    heard.accept(new Selected(rows, List.copyOf(folders)));
    return true;
  }

  @Override
  public void close() {
    service.removePostSelectionListener(listener);
  }
}
