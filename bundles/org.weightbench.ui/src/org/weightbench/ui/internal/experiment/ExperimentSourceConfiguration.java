package org.weightbench.ui.internal.experiment;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.contentassist.ContentAssistant;
import org.eclipse.jface.text.contentassist.IContentAssistant;
import org.eclipse.jface.text.presentation.IPresentationReconciler;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.editors.text.TextSourceViewerConfiguration;

/** Colours, completion and hover of the source page. */
final class ExperimentSourceConfiguration extends TextSourceViewerConfiguration {
  private static final int TAB = 2;

  private final ExperimentSchema schema;

  ExperimentSourceConfiguration(IPreferenceStore preferences, ExperimentSchema schema) {
    super(preferences);
    this.schema = schema;
  }

  @Override
  public IPresentationReconciler getPresentationReconciler(ISourceViewer viewer) {
    PresentationReconciler reconciler = new PresentationReconciler();
    DefaultDamagerRepairer repairer =
        new DefaultDamagerRepairer(new YamlScanner(YamlColors.current()));
    reconciler.setDamager(repairer, IDocument.DEFAULT_CONTENT_TYPE);
    reconciler.setRepairer(repairer, IDocument.DEFAULT_CONTENT_TYPE);
    return reconciler;
  }

  @Override
  public IContentAssistant getContentAssistant(ISourceViewer viewer) {
    ContentAssistant assistant = new ContentAssistant();
    assistant.setContentAssistProcessor(
        new ExperimentCompletion(schema), IDocument.DEFAULT_CONTENT_TYPE);
    assistant.setInformationControlCreator(getInformationControlCreator(viewer));
    assistant.enableAutoActivation(true);
    return assistant;
  }

  @Override
  public ITextHover getTextHover(ISourceViewer viewer, String contentType) {
    return new ExperimentHover(schema);
  }

  @Override
  public int getTabWidth(ISourceViewer viewer) {
    return TAB;
  }
}
