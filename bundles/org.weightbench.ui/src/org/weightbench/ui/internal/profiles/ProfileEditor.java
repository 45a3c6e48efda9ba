package org.weightbench.ui.internal.profiles;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.editors.text.TextEditor;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.experiment.YamlSourceConfiguration;

/** Edits the file of a tuning profile as text; what is wrong with it stands at its first line. */
public final class ProfileEditor extends TextEditor {
  private static final String ERROR = "org.eclipse.ui.workbench.texteditor.error";
  private static final long CHECK_DELAY_MILLIS = 250;

  private Background<Optional<String>> checking;
  private Annotation[] shown = {};

  private final IDocumentListener listener =
      new IDocumentListener() {
        @Override
        public void documentAboutToBeChanged(DocumentEvent event) {}

        @Override
        public void documentChanged(DocumentEvent event) {
          check(event.getDocument());
        }
      };

  /** Creates the editor. */
  public ProfileEditor() {
    setSourceViewerConfiguration(new YamlSourceConfiguration(getPreferenceStore()));
    setHelpContextId(HelpContext.PROFILE_EDITOR.id());
  }

  @Override
  public void createPartControl(Composite parent) {
    super.createPartControl(parent);
    checking =
        new Background<>(
            Messages.profiles_reading,
            parent,
            this::show,
            e -> ILog.of(ProfileEditor.class).error(Messages.profiles_reading, e));
    document().addDocumentListener(listener);
    check(document());
  }

  private IDocument document() {
    return getDocumentProvider().getDocument(getEditorInput());
  }

  private void check(IDocument document) {
    String text = document.get();
    String name = getPartName();
    checking.request(CHECK_DELAY_MILLIS, () -> problem(name, text));
  }

  private static Optional<String> problem(String name, String text) {
    try {
      ProfileFile.parse(name, text);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private void show(Optional<String> problem) {
    IAnnotationModel model = getDocumentProvider().getAnnotationModel(getEditorInput());
    if (model == null) {
      return;
    }
    Map<Annotation, Position> next =
        problem
            .map(
                message ->
                    Map.of(
                        new Annotation(ERROR, false, message),
                        new Position(0, document().getLength() == 0 ? 0 : 1)))
            .orElse(Map.of());
    ((IAnnotationModelExtension) model).replaceAnnotations(shown, next);
    shown = next.keySet().toArray(Annotation[]::new);
  }

  @Override
  public void dispose() {
    if (getDocumentProvider() != null && document() != null) {
      document().removeDocumentListener(listener);
    }
    super.dispose();
  }
}
