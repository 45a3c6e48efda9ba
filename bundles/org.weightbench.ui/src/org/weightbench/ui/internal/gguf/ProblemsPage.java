package org.weightbench.ui.internal.gguf;

import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.weightbench.gguf.GgufProblem;
import org.weightbench.hardware.Units;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** What is wrong in a model's files, with the place. */
final class ProblemsPage implements Page {
  private final Composite area;
  private final Label summary;
  private final DataTable<GgufProblem> table;

  ProblemsPage(Composite parent) {
    area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    summary = new Label(area, SWT.WRAP);
    summary.setText(Messages.gguf_readingHeader);
    GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(summary);
    table =
        new DataTable<>(
            area,
            Messages.gguf_problems,
            List.of(
                DataColumn.<GgufProblem>words(
                        Messages.gguf_file, problem -> String.valueOf(problem.file().getFileName()))
                    .withIcon(_ -> Icon.UNREADABLE),
                DataColumn.numbers(
                    Messages.gguf_offset,
                    problem -> Units.current().format("%,d", problem.byteOffset()),
                    GgufProblem::byteOffset),
                DataColumn.words(Messages.gguf_found, GgufProblem::found),
                DataColumn.words(Messages.gguf_expected, GgufProblem::expected)));
    GridDataFactory.fillDefaults().grab(true, true).applyTo(table.widget());
  }

  @Override
  public String title() {
    return Messages.gguf_problems;
  }

  @Override
  public Control control() {
    return area;
  }

  @Override
  public void show(GgufDocument document) {
    table.show(document.problems());
    summary.setText(
        !document.readable()
            ? Messages.gguf_unreadable
            : document.problems().isEmpty()
                ? Messages.gguf_noProblemsLong
                : Messages.gguf_problemsLong);
    area.layout();
  }

  @Override
  public void setFocus() {
    table.widget().setFocus();
  }
}
