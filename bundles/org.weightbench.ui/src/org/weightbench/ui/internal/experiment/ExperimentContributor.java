package org.weightbench.ui.internal.experiment;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jface.action.IAction;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.ide.IDEActionFactory;
import org.eclipse.ui.part.MultiPageEditorActionBarContributor;
import org.eclipse.ui.texteditor.ITextEditor;
import org.jspecify.annotations.Nullable;

/** Lets the Edit menu act on the source; undo and redo do so from the form, too. */
public final class ExperimentContributor extends MultiPageEditorActionBarContributor {
  private static final List<String> EVERYWHERE =
      List.of(ActionFactory.UNDO.getId(), ActionFactory.REDO.getId());
  private static final List<String> SOURCE_ONLY =
      List.of(
          ActionFactory.CUT.getId(),
          ActionFactory.COPY.getId(),
          ActionFactory.PASTE.getId(),
          ActionFactory.DELETE.getId(),
          ActionFactory.SELECT_ALL.getId(),
          ActionFactory.FIND.getId(),
          ActionFactory.PRINT.getId(),
          IDEActionFactory.BOOKMARK.getId(),
          IDEActionFactory.ADD_TASK.getId());

  private Optional<ITextEditor> source = Optional.empty();

  @Override
  public void setActiveEditor(IEditorPart part) {
    source = Optional.ofNullable(Adapters.adapt(part, ITextEditor.class));
    super.setActiveEditor(part);
  }

  @Override
  public void setActivePage(@Nullable IEditorPart page) {
    IActionBars bars = getActionBars();
    boolean onSource = page != null;
    EVERYWHERE.forEach(id -> bars.setGlobalActionHandler(id, action(id)));
    SOURCE_ONLY.forEach(id -> bars.setGlobalActionHandler(id, onSource ? action(id) : null));
    bars.updateActionBars();
  }

  private @Nullable IAction action(String id) {
    return source.map(editor -> editor.getAction(id)).orElse(null);
  }
}
