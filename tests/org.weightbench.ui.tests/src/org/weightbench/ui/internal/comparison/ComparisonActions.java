package org.weightbench.ui.internal.comparison;

import java.nio.file.Path;

/** What people do to a comparison, after the dialogs that ask. */
public final class ComparisonActions {

  private ComparisonActions() {}

  /** Exports what is shown. */
  public static void export(ComparisonView view, String format, Path file) {
    view.export(ComparisonExport.Format.valueOf(format), file);
  }
}
