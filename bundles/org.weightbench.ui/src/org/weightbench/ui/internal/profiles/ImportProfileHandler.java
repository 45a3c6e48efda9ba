package org.weightbench.ui.internal.profiles;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.weightbench.ui.LoadExperimentsPerspective;

/** Copies profiles of the workspace among the user's, where they are applied. */
public final class ImportProfileHandler extends AbstractHandler {

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    try {
      if (HandlerUtil.getActiveWorkbenchWindowChecked(event)
              .getActivePage()
              .showView(LoadExperimentsPerspective.PROFILES_VIEW)
          instanceof ProfilesView view) {
        for (Object element : HandlerUtil.getCurrentStructuredSelection(event)) {
          IFile file = Adapters.adapt(element, IFile.class);
          if (file != null && file.getLocation() != null) {
            view.importFrom(file.getLocation().toPath());
          }
        }
      }
      return null;
    } catch (PartInitException e) {
      throw new ExecutionException(e.getMessage(), e);
    }
  }
}
