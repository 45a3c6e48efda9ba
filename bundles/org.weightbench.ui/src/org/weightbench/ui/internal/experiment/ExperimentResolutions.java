package org.weightbench.ui.internal.experiment;

import java.util.List;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.IRegion;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IMarkerResolutionGenerator2;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.ide.IDE;

/** Quick fixes of problem markers on experiment files, for those whose fix is plain. */
public final class ExperimentResolutions implements IMarkerResolutionGenerator2 {
  private final ExperimentSchema schema = ExperimentSchema.read();

  @Override
  public boolean hasResolutions(IMarker marker) {
    return getResolutions(marker).length > 0;
  }

  @Override
  public IMarkerResolution[] getResolutions(IMarker marker) {
    if (!(marker.getResource() instanceof IFile file) || !file.exists()) {
      return new IMarkerResolution[0];
    }
    try {
      return corrections(file.readString(), marker.getAttribute(IMarker.LINE_NUMBER, 1)).stream()
          .map(correction -> new Resolution(file, correction))
          .toArray(IMarkerResolution[]::new);
    } catch (CoreException e) {
      ILog.of(ExperimentResolutions.class).log(e.getStatus());
      return new IMarkerResolution[0];
    }
  }

  private List<Correction> corrections(String text, int line) {
    try {
      IRegion region = new Document(text).getLineInformation(line - 1);
      return Correction.in(
          text, region.getOffset(), region.getOffset() + region.getLength(), schema);
    } catch (BadLocationException _) {
      return List.of();
    }
  }

  /** Opens the file and makes the change there, where it can be undone. */
  private record Resolution(IFile file, Correction correction) implements IMarkerResolution {
    @Override
    public String getLabel() {
      return correction.label();
    }

    @Override
    public void run(IMarker marker) {
      try {
        IEditorPart part =
            IDE.openEditor(
                PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage(), marker);
        if (part instanceof ExperimentEditor editor) {
          editor.mend(correction);
        }
      } catch (CoreException e) {
        ILog.of(ExperimentResolutions.class).log(e.getStatus());
      }
    }
  }
}
