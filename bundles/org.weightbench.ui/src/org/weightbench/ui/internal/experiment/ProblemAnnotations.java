package org.weightbench.ui.internal.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.weightbench.experiment.DefinitionProblem;

/** Shows the mistakes of a text that is being edited. For the user interface thread. */
final class ProblemAnnotations {
  private static final String ERROR = "org.eclipse.ui.workbench.texteditor.error";

  private Annotation[] shown = {};

  /** Tells whether an annotation shows a mistake. */
  static boolean isProblem(Annotation annotation) {
    return ERROR.equals(annotation.getType());
  }

  /** Shows other mistakes in place of those before. */
  void show(List<DefinitionProblem> problems, IDocument document, IAnnotationModel model) {
    Map<Annotation, Position> next = new HashMap<>();
    for (DefinitionProblem problem : problems) {
      next.put(
          new Annotation(ERROR, false, Checked.sentence(problem)), position(problem, document));
    }
    ((IAnnotationModelExtension) model).replaceAnnotations(shown, next);
    shown = next.keySet().toArray(Annotation[]::new);
  }

  /** Returns where a mistake is: from its column to the end of the word or of the line. */
  static Position position(DefinitionProblem problem, IDocument document) {
    try {
      int line = Math.min(problem.line(), document.getNumberOfLines()) - 1;
      int start = document.getLineOffset(line);
      String text = document.get(start, document.getLineLength(line));
      int points = Math.min(problem.column() - 1, text.codePointCount(0, text.length()));
      int from = text.offsetByCodePoints(0, points);
      int to = from;
      while (to < text.length() && " ,]}#\r\n".indexOf(text.charAt(to)) < 0) {
        to++;
      }
      return new Position(start + from, Math.max(1, to - from));
    } catch (BadLocationException _) {
      return new Position(0, 0);
    }
  }
}
