package org.weightbench.ui.internal.experiment;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IURIEditorInput;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.ide.IGotoMarker;
import org.eclipse.ui.part.MultiPageEditorPart;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.DefinitionProblem;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.experiment.YamlTree.YamlNode;

/** Edits an experiment as YAML source and as a form, both always saying the same. */
public final class ExperimentEditor extends MultiPageEditorPart implements IGotoMarker {
  /** Id of the editor. */
  public static final String ID = "org.weightbench.ui.experimentEditor";

  private static final int FORM_PAGE = 0;
  private static final int SOURCE_PAGE = 1;
  private static final long CHECK_DELAY_MILLIS = 250;

  private final ExperimentSchema schema = ExperimentSchema.read();
  private final ExperimentSource source = new ExperimentSource(schema);
  private final ProblemAnnotations annotations = new ProblemAnnotations();
  private ExperimentForm form;
  private Background<Checked> checking;
  private Optional<ExperimentOutline> outline = Optional.empty();
  private Optional<YamlTree> tree = Optional.empty();
  private List<DefinitionProblem> problems = List.of();
  private Path folder;
  private IDocument document;
  private boolean writing;

  private final IDocumentListener listener =
      new IDocumentListener() {
        @Override
        public void documentAboutToBeChanged(DocumentEvent event) {}

        @Override
        public void documentChanged(DocumentEvent event) {
          changed();
        }
      };

  @Override
  public void init(IEditorSite site, IEditorInput input) throws PartInitException {
    super.init(site, input);
    setPartName(input.getName());
    folder =
        folderOf(input)
            .orElseThrow(
                () ->
                    new PartInitException(
                        Status.error(Messages.format(Messages.gguf_noFile, input.getName()))));
  }

  private static Optional<Path> folderOf(IEditorInput input) {
    return Optional.ofNullable(Adapters.adapt(input, IURIEditorInput.class))
        .map(IURIEditorInput::getURI)
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(uri -> Path.of(uri).toAbsolutePath().getParent());
  }

  @Override
  protected void createPages() {
    HelpContext.EXPERIMENT_EDITOR.explain(getContainer());
    form = new ExperimentForm(getContainer(), () -> folder, this::set);
    setPageText(addPage(form.control()), Messages.form_tab);
    try {
      addPage(source, getEditorInput());
      setPageText(SOURCE_PAGE, Messages.form_source);
    } catch (PartInitException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    checking =
        new Background<>(
            Messages.form_checking,
            getContainer(),
            this::show,
            e -> ILog.of(ExperimentEditor.class).error(Messages.form_checking, e));
    document = source.document();
    document.addDocumentListener(listener);
    for (int moved : List.of(SWT.KeyUp, SWT.MouseUp)) {
      source
          .viewer()
          .getTextWidget()
          .addListener(moved, _ -> outline.ifPresent(page -> page.reveal(caret())));
    }
    changed();
    if (tree.isEmpty()) {
      setActivePage(SOURCE_PAGE);
    }
  }

  /** Returns the text as it is now. */
  public String text() {
    return source.document().get();
  }

  /** Returns the mistakes of the text as it was checked last. */
  public List<DefinitionProblem> problems() {
    return problems;
  }

  /** Returns the widgets of the form. */
  public Control formControl() {
    return form.control();
  }

  /** Returns the text editor of the source page. */
  public ITextEditor source() {
    return source;
  }

  private int caret() {
    return source.viewer().getSelectedRange().x;
  }

  /** Called on each change of the document, which happens on the user interface thread. */
  private void changed() {
    String text = text();
    String name = getPartName();
    Optional<YamlTree> read = YamlTree.parse(text);
    if (read.isPresent()) {
      tree = read;
      outline.ifPresent(page -> page.show(read.get()));
      if (!writing) {
        form.show(read.get());
      }
    }
    Path from = folder;
    checking.request(CHECK_DELAY_MILLIS, () -> Checked.of(text, name, from));
  }

  private void show(Checked checked) {
    problems = checked.problems();
    form.show(checked);
    IDocument document = source.document();
    if (document != null && source.viewer().getAnnotationModel() != null) {
      boolean markersTell = !isDirty() && ExperimentMarkers.covers(getEditorInput());
      annotations.show(
          markersTell ? List.of() : problems, document, source.viewer().getAnnotationModel());
    }
  }

  /** Writes a key's value into the source. */
  private void set(List<String> key, Optional<String> value) {
    YamlTree now = YamlTree.parse(text()).orElse(null);
    if (now == null) {
      return;
    }
    Optional<YamlEdit> edit =
        value.isPresent() ? YamlEdit.set(now, key, value.get()) : YamlEdit.remove(now, key);
    if (edit.isEmpty()) {
      return;
    }
    writing = true;
    try {
      replace(edit.get());
    } finally {
      writing = false;
    }
    YamlTree.parse(text()).ifPresent(form::show);
  }

  private void replace(YamlEdit edit) {
    try {
      source.document().replace(edit.offset(), edit.length(), edit.replacement());
    } catch (BadLocationException e) {
      throw new IllegalStateException("the edit " + edit + " is outside of the text", e);
    }
  }

  /**
   * Mends a mistake in the source, as far as it still stands there; it is not saved and can be
   * undone.
   */
  void mend(Correction correction) {
    Correction.in(text(), 0, text().length(), schema).stream()
        .filter(now -> now.label().equals(correction.label()))
        .min(
            Comparator.comparingInt(
                now -> Math.abs(now.edit().offset() - correction.edit().offset())))
        .ifPresent(
            now -> {
              setActivePage(SOURCE_PAGE);
              replace(now.edit());
            });
  }

  @Override
  public <T> @Nullable T getAdapter(Class<T> type) {
    if (type == IContentOutlinePage.class) {
      ExperimentOutline page = new ExperimentOutline(tree);
      page.addSelectionChangedListener(event -> selected(event.getSelection()));
      outline = Optional.of(page);
      return type.cast(page);
    }
    if (type == ITextEditor.class) {
      return type.cast(source);
    }
    return super.getAdapter(type);
  }

  private void selected(ISelection selection) {
    if (selection instanceof IStructuredSelection structured
        && structured.getFirstElement() instanceof YamlNode node
        && !(caret() >= node.keyOffset() && caret() <= node.end())) {
      source.selectAndReveal(node.keyOffset(), node.key().length());
    }
  }

  @Override
  public void gotoMarker(IMarker marker) {
    setActivePage(SOURCE_PAGE);
    IDE.gotoMarker(source, marker);
  }

  @Override
  protected void pageChange(int page) {
    super.pageChange(page);
    if (page == FORM_PAGE) {
      tree.ifPresent(form::show);
    }
  }

  @Override
  public void doSave(IProgressMonitor monitor) {
    source.doSave(monitor);
    changed();
  }

  @Override
  public void doSaveAs() {
    source.doSaveAs();
  }

  /** The source takes another file when it is saved as that, and when its file is moved. */
  @Override
  protected void handlePropertyChange(int property) {
    super.handlePropertyChange(property);
    if (property == PROP_INPUT && !source.getEditorInput().equals(getEditorInput())) {
      follow(source.getEditorInput());
    }
  }

  private void follow(IEditorInput input) {
    folderOf(input).ifPresent(found -> folder = found);
    setInputWithNotify(input);
    setPartName(input.getName());
    document.removeDocumentListener(listener);
    document = source.document();
    document.addDocumentListener(listener);
    changed();
  }

  @Override
  public boolean isSaveAsAllowed() {
    return true;
  }

  @Override
  public void dispose() {
    if (document != null) {
      document.removeDocumentListener(listener);
    }
    super.dispose();
  }
}
