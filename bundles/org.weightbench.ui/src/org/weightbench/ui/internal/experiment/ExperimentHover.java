package org.weightbench.ui.internal.experiment;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.jspecify.annotations.Nullable;

/** Tells over a mistake what is wrong, and over a key or value what it means. */
final class ExperimentHover implements ITextHover {
  private final ExperimentSchema schema;

  ExperimentHover(ExperimentSchema schema) {
    this.schema = schema;
  }

  @Override
  public @Nullable String getHoverInfo(ITextViewer viewer, IRegion region) {
    List<String> said = new ArrayList<>();
    if (viewer instanceof ISourceViewer source && source.getAnnotationModel() != null) {
      said.addAll(problems(source.getAnnotationModel(), region));
    }
    text(viewer.getDocument().get(), region.getOffset()).ifPresent(said::add);
    return said.isEmpty() ? null : String.join("\n\n", said);
  }

  /** Returns what the key or value at an offset means. */
  Optional<String> text(String text, int offset) {
    int end = offset;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    YamlPlace place = YamlPlace.at(text, end);
    List<String> path = new ArrayList<>(place.path());
    if (!place.inValue()) {
      path.add(place.word());
    }
    return schema.key(path).map(ExperimentCompletion::description);
  }

  private static List<String> problems(IAnnotationModel model, IRegion region) {
    List<String> problems = new ArrayList<>();
    for (Iterator<Annotation> each = model.getAnnotationIterator(); each.hasNext(); ) {
      Annotation annotation = each.next();
      Position position = model.getPosition(annotation);
      String text = annotation.getText();
      if (position != null
          && text != null
          && position.overlapsWith(region.getOffset(), Math.max(1, region.getLength()))
          && !problems.contains(text)) {
        problems.add(text);
      }
    }
    return problems;
  }

  @Override
  public IRegion getHoverRegion(ITextViewer viewer, int offset) {
    try {
      IDocument document = viewer.getDocument();
      int start = offset;
      while (start > 0 && Character.isLetterOrDigit(document.getChar(start - 1))) {
        start--;
      }
      int end = offset;
      while (end < document.getLength() && Character.isLetterOrDigit(document.getChar(end))) {
        end++;
      }
      return new Region(start, end - start);
    } catch (BadLocationException _) {
      return new Region(offset, 0);
    }
  }
}
