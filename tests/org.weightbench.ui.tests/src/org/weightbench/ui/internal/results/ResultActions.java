package org.weightbench.ui.internal.results;

import java.nio.file.Path;
import java.util.List;
import org.weightbench.experiment.ResultFolder;

/** What people do to results, after the dialogs that ask. */
public final class ResultActions {

  private ResultActions() {}

  /** Renames a result. */
  public static void rename(ResultsView view, ResultFolder folder, String name) {
    view.operations().rename(folder, name);
  }

  /** Exports a result. */
  public static void export(ResultsView view, ResultFolder folder, Path archive) {
    view.operations().export(folder, archive);
  }

  /** Deletes a result. */
  public static void delete(ResultsView view, ResultFolder folder) {
    view.operations().deleteNow(List.of(folder));
  }

  /** Imports a result. */
  public static void importFrom(ResultsView view, Path source) {
    view.operations().importFrom(source);
  }
}
