package org.weightbench.ui.internal.experiment;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.presentation.IPresentationReconciler;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.editors.text.TextSourceViewerConfiguration;

/** Colours and tabs of YAML. */
public class YamlSourceConfiguration extends TextSourceViewerConfiguration {
  private static final int TAB = 2;

  /** Creates it for an editor with these preferences. */
  public YamlSourceConfiguration(IPreferenceStore preferences) {
    super(preferences);
  }

  @Override
  public final IPresentationReconciler getPresentationReconciler(ISourceViewer viewer) {
    PresentationReconciler reconciler = new PresentationReconciler();
    DefaultDamagerRepairer repairer =
        new DefaultDamagerRepairer(new YamlScanner(YamlColors.current()));
    reconciler.setDamager(repairer, IDocument.DEFAULT_CONTENT_TYPE);
    reconciler.setRepairer(repairer, IDocument.DEFAULT_CONTENT_TYPE);
    return reconciler;
  }

  @Override
  public final int getTabWidth(ISourceViewer viewer) {
    return TAB;
  }
}
