package org.weightbench.ui.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuListener;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.actions.ActionFactory;

/** Makes actions and menus of views and editors. */
public final class Actions {
  private static final String FILLERS = "org.weightbench.ui.menuFillers";

  private Actions() {}

  /**
   * Makes an action.
   *
   * @param label its text, with the mnemonic marked by {@code &}
   */
  public static Action of(String label, Icon icon, Runnable run) {
    Action action =
        new Action(label, icon.descriptor()) {
          @Override
          public void run() {
            run.run();
          }
        };
    action.setToolTipText(LegacyActionTools.removeMnemonics(label));
    return action;
  }

  /** Makes an action that is on or off; {@code run} finds out which. */
  public static Action toggle(String label, Icon icon, boolean on, Runnable run) {
    Action action =
        new Action(label, IAction.AS_CHECK_BOX) {
          @Override
          public void run() {
            run.run();
          }
        };
    action.setImageDescriptor(icon.descriptor());
    action.setToolTipText(LegacyActionTools.removeMnemonics(label));
    action.setChecked(on);
    return action;
  }

  /**
   * Lets the keys and the menu entry of the workbench run an action, whose menu entry shows them.
   */
  public static void everywhere(IActionBars bars, ActionFactory command, Action action) {
    action.setActionDefinitionId(command.getCommandId());
    bars.setGlobalActionHandler(command.getId(), action);
  }

  /**
   * Gives a control a context menu that is filled anew each time it opens. What other callers put
   * there before comes below.
   */
  public static void contextMenu(Control control, IMenuListener filler) {
    if (control.getData(FILLERS) instanceof Fillers before) {
      before.all.addFirst(filler);
      return;
    }
    Fillers fillers = new Fillers(new ArrayDeque<>(List.of(filler)));
    control.setData(FILLERS, fillers);
    MenuManager context = new MenuManager();
    context.setRemoveAllWhenShown(true);
    context.addMenuListener(fillers);
    control.setMenu(context.createContextMenu(control));
    control.addDisposeListener(_ -> context.dispose());
  }

  /** What fills a context menu, from top to bottom. */
  private record Fillers(Deque<IMenuListener> all) implements IMenuListener {
    @Override
    public void menuAboutToShow(IMenuManager manager) {
      all.forEach(
          filler -> {
            manager.add(new Separator());
            filler.menuAboutToShow(manager);
          });
    }
  }

  /** Puts text on the clipboard; empty text leaves it as it is. */
  public static void copy(Control from, String text) {
    if (!text.isEmpty()) {
      copy(from, text, TextTransfer.getInstance());
    }
  }

  /** Puts an image on the clipboard. */
  public static void copy(Control from, ImageData image) {
    copy(from, image, ImageTransfer.getInstance());
  }

  private static void copy(Control from, Object content, Transfer kind) {
    Clipboard clipboard = new Clipboard(from.getDisplay());
    try {
      clipboard.setContents(new Object[] {content}, new Transfer[] {kind});
    } finally {
      clipboard.dispose();
    }
  }
}
