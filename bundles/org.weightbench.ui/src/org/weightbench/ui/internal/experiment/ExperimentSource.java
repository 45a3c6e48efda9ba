package org.weightbench.ui.internal.experiment;

import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.editors.text.TextEditor;

/** The source page: a text editor that knows the keys of experiments. */
final class ExperimentSource extends TextEditor {

  ExperimentSource(ExperimentSchema schema) {
    setSourceViewerConfiguration(new ExperimentSourceConfiguration(getPreferenceStore(), schema));
  }

  @Override
  protected boolean isTabsToSpacesConversionEnabled() {
    return true;
  }

  IDocument document() {
    return getDocumentProvider().getDocument(getEditorInput());
  }

  ISourceViewer viewer() {
    return getSourceViewer();
  }
}
