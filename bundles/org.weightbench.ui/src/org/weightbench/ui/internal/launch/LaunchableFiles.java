package org.weightbench.ui.internal.launch;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.debug.ui.actions.ILaunchable;
import org.jspecify.annotations.Nullable;

/**
 * Marks files, and editors on files outside of the workspace, as things that can be launched,
 * without which the workbench offers no Run As on them.
 */
public final class LaunchableFiles implements IAdapterFactory {

  private enum Mark implements ILaunchable {
    LAUNCHABLE
  }

  @Override
  public <T> @Nullable T getAdapter(Object object, Class<T> type) {
    return type == ILaunchable.class && Subjects.ofElement(object).isPresent()
        ? type.cast(Mark.LAUNCHABLE)
        : null;
  }

  @Override
  public Class<?>[] getAdapterList() {
    return new Class<?>[] {ILaunchable.class};
  }
}
