package org.weightbench.ui.internal.gguf;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IURIEditorInput;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.MultiPageEditorPart;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.preferences.UnitPreferences;

/**
 * Shows a GGUF model, split or not: overview, tensors, metadata, what the page cache holds of it,
 * problems. It opens at once, whatever the size, and reads headers in a job.
 */
public final class GgufEditor extends MultiPageEditorPart {
  /** Id of the editor. */
  public static final String ID = "org.weightbench.ui.ggufEditor";

  private List<Page> pages = List.of();
  private Background<GgufDocument> reading;
  private Optional<GgufDocument> document = Optional.empty();
  private Path path;

  @Override
  public void init(IEditorSite site, IEditorInput input) throws PartInitException {
    super.init(site, input);
    path =
        Optional.ofNullable(Adapters.adapt(input, IURIEditorInput.class))
            .map(IURIEditorInput::getURI)
            .filter(uri -> "file".equals(uri.getScheme()))
            .map((URI uri) -> Path.of(uri))
            .orElseThrow(
                () ->
                    new PartInitException(
                        Status.error(Messages.format(Messages.gguf_noFile, input.getName()))));
    setPartName(input.getName());
  }

  @Override
  protected void createPages() {
    Composite parent = getContainer();
    HelpContext.GGUF_EDITOR.explain(parent);
    TensorsPage tensors = new TensorsPage(parent);
    pages =
        List.of(
            new OverviewPage(parent),
            tensors,
            new MetadataPage(parent),
            new ResidencyPage(parent),
            new ProblemsPage(parent));
    for (Page page : pages) {
      setPageText(addPage(page.control()), page.title());
    }
    getSite().setSelectionProvider(tensors.selectionProvider());
    reading =
        new Background<>(
            Messages.format(Messages.gguf_reading, path.getFileName()),
            parent,
            this::show,
            e -> ILog.of(GgufEditor.class).error(Messages.gguf_failed, e));
    getEditorSite()
        .getActionBars()
        .setGlobalActionHandler(
            ActionFactory.REFRESH.getId(),
            Actions.of(Messages.gguf_refresh, Icon.REFRESH, this::refresh));
    UnitPreferences.onChange(parent, () -> document.ifPresent(this::show));
    refresh();
  }

  /** Reads the model again. */
  public void refresh() {
    Path file = path;
    reading.request(0, () -> GgufDocument.read(file));
  }

  /** Tells whether the model was read. */
  public boolean isRead() {
    return document.isPresent();
  }

  /** Returns the widgets of a page, in the order of the tabs. */
  public Control page(int index) {
    return pages.get(index).control();
  }

  /** Shows a page, in the order of the tabs. */
  public void activate(int index) {
    setActivePage(index);
  }

  /** Fills one page at a time, so that other events come between. */
  private void show(GgufDocument read) {
    pages.forEach(page -> later(() -> page.show(read)));
    later(
        () -> {
          document = Optional.of(read);
          if (!read.readable()) {
            setActivePage(pages.size() - 1);
          }
        });
  }

  private void later(Runnable step) {
    Composite container = getContainer();
    container
        .getDisplay()
        .asyncExec(
            () -> {
              if (!container.isDisposed()) {
                UnitPreferences.write(step);
              }
            });
  }

  @Override
  public void setFocus() {
    pages.get(Math.max(0, getActivePage())).setFocus();
  }

  @Override
  public void doSave(IProgressMonitor monitor) {
    throw new UnsupportedOperationException("a model is never changed");
  }

  @Override
  public void doSaveAs() {
    throw new UnsupportedOperationException("a model is never changed");
  }

  @Override
  public boolean isSaveAsAllowed() {
    return false;
  }
}
