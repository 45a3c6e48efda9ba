package org.weightbench.ui.internal;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.intro.IIntroManager;

/**
 * What the welcome page's link to the cheat sheet does: the page makes room for the workbench, in
 * which the cheat sheet then stands beside what it tells to do.
 */
public final class OpenCheatSheet extends Action {
  private static final String COMMAND =
      "org.eclipse.ui.cheatsheets.openCheatSheet(cheatSheetId=org.weightbench.doc.slowModel)";

  @Override
  public void run() {
    IWorkbench workbench = PlatformUI.getWorkbench();
    IIntroManager welcome = workbench.getIntroManager();
    welcome.closeIntro(welcome.getIntro());
    try {
      workbench
          .getService(IHandlerService.class)
          .executeCommand(workbench.getService(ICommandService.class).deserialize(COMMAND), null);
      IWorkbenchPage page = workbench.getActiveWorkbenchWindow().getActivePage();
      if (page.isPageZoomed()) {
        page.setPartState(page.getActivePartReference(), IWorkbenchPage.STATE_RESTORED);
      }
    } catch (CommandException e) {
      ILog.of(OpenCheatSheet.class).error(e.getMessage(), e);
    }
  }
}
