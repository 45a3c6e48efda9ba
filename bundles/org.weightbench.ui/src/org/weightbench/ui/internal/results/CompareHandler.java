package org.weightbench.ui.internal.results;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.comparison.ComparisonView;

/** Compares the result folders that are selected in the workspace. */
public final class CompareHandler extends AbstractHandler {

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IStructuredSelection selection = HandlerUtil.getCurrentStructuredSelection(event);
    List<ResultFolder> folders = new ArrayList<>();
    for (Object element : selection) {
      IContainer container = Adapters.adapt(element, IContainer.class);
      if (container != null && container.getLocation() != null) {
        folders.add(new ResultFolder(container.getLocation().toPath()));
      }
    }
    try {
      if (HandlerUtil.getActiveWorkbenchWindowChecked(event)
              .getActivePage()
              .showView(LoadExperimentsPerspective.COMPARISON_VIEW)
          instanceof ComparisonView view) {
        view.compare(folders);
      }
      return null;
    } catch (PartInitException e) {
      throw new ExecutionException(e.getMessage(), e);
    }
  }
}
