package org.weightbench.ui.internal.experiment;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.contentassist.ContentAssistant;
import org.eclipse.jface.text.contentassist.IContentAssistant;
import org.eclipse.jface.text.quickassist.IQuickAssistAssistant;
import org.eclipse.jface.text.quickassist.QuickAssistAssistant;
import org.eclipse.jface.text.source.ISourceViewer;

/** Completion, quick fixes and hover of the source page. */
final class ExperimentSourceConfiguration extends YamlSourceConfiguration {
  private final ExperimentSchema schema;

  ExperimentSourceConfiguration(IPreferenceStore preferences, ExperimentSchema schema) {
    super(preferences);
    this.schema = schema;
  }

  @Override
  public IContentAssistant getContentAssistant(ISourceViewer viewer) {
    ContentAssistant assistant = new ContentAssistant();
    assistant.setContentAssistProcessor(
        new ExperimentCompletion(schema), IDocument.DEFAULT_CONTENT_TYPE);
    assistant.setInformationControlCreator(WrappedInformation::new);
    assistant.enableAutoActivation(true);
    return assistant;
  }

  @Override
  public IQuickAssistAssistant getQuickAssistAssistant(ISourceViewer viewer) {
    QuickAssistAssistant assistant = new QuickAssistAssistant();
    assistant.setQuickAssistProcessor(new ExperimentQuickAssist(schema));
    assistant.setInformationControlCreator(WrappedInformation::new);
    return assistant;
  }

  @Override
  public ITextHover getTextHover(ISourceViewer viewer, String contentType) {
    return new ExperimentHover(schema);
  }
}
