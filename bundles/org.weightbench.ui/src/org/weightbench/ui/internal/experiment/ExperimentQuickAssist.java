package org.weightbench.ui.internal.experiment;

import java.util.List;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.contentassist.CompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.quickassist.IQuickAssistProcessor;
import org.eclipse.jface.text.source.Annotation;
import org.jspecify.annotations.Nullable;

/** Proposes, in the source of an experiment, what mends the line of the caret. */
final class ExperimentQuickAssist implements IQuickAssistProcessor {
  private final ExperimentSchema schema;

  ExperimentQuickAssist(ExperimentSchema schema) {
    this.schema = schema;
  }

  @Override
  public ICompletionProposal @Nullable [] computeQuickAssistProposals(
      IQuickAssistInvocationContext context) {
    List<ICompletionProposal> proposals =
        proposals(context.getSourceViewer().getDocument(), context.getOffset());
    return proposals.isEmpty() ? null : proposals.toArray(ICompletionProposal[]::new);
  }

  /** Returns what mends the line of an offset. */
  List<ICompletionProposal> proposals(IDocument document, int offset) {
    try {
      IRegion line = document.getLineInformationOfOffset(offset);
      int end = line.getOffset() + line.getLength();
      return Correction.in(document.get(), line.getOffset(), end, schema).stream()
          .<ICompletionProposal>map(
              correction ->
                  new CompletionProposal(
                      correction.edit().replacement(),
                      correction.edit().offset(),
                      correction.edit().length(),
                      correction.edit().replacement().length(),
                      null,
                      correction.label(),
                      null,
                      null))
          .toList();
    } catch (BadLocationException e) {
      throw new IllegalStateException("the offset " + offset + " is outside of the text", e);
    }
  }

  @Override
  public boolean canFix(Annotation annotation) {
    return ProblemAnnotations.isProblem(annotation);
  }

  @Override
  public boolean canAssist(IQuickAssistInvocationContext context) {
    return computeQuickAssistProposals(context) != null;
  }

  @Override
  public @Nullable String getErrorMessage() {
    return null;
  }
}
