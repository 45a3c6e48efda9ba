package org.weightbench.ui.internal.wizards;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.dialogs.WizardNewFileCreationPage;
import org.eclipse.ui.ide.IDE;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** Makes an experiment file and opens it. */
public final class NewExperimentWizard extends Wizard implements INewWizard {
  private IWorkbench workbench;
  private IStructuredSelection selection;
  private FilePage page;

  @Override
  public void init(IWorkbench ofWorkbench, IStructuredSelection selected) {
    workbench = ofWorkbench;
    selection = selected;
    setWindowTitle(Messages.wizard_experimentTitle);
    setDefaultPageImageDescriptor(Icon.EXPERIMENT.banner());
  }

  @Override
  public void addPages() {
    page = new FilePage(selection);
    addPage(page);
  }

  @Override
  public void createPageControls(Composite container) {
    super.createPageControls(container);
    HelpContext.NEW_EXPERIMENT.explain(page.getControl());
  }

  @Override
  public boolean performFinish() {
    IFile file = page.createNewFile();
    if (file == null) {
      return false;
    }
    try {
      IDE.openEditor(workbench.getActiveWorkbenchWindow().getActivePage(), file);
    } catch (PartInitException e) {
      ILog.of(NewExperimentWizard.class).log(e.getStatus());
    }
    return true;
  }

  /** Asks for the place; a model that is selected becomes the model of the experiment. */
  private static final class FilePage extends WizardNewFileCreationPage {
    private final Optional<IPath> model;

    FilePage(IStructuredSelection selection) {
      super("experiment", selection);
      setTitle(Messages.wizard_experimentTitle);
      setDescription(Messages.wizard_experimentDescription);
      setFileName("experiment.yaml");
      model =
          selection.getFirstElement() instanceof IFile file
                  && "gguf".equalsIgnoreCase(file.getFileExtension())
              ? Optional.ofNullable(file.getLocation())
              : Optional.empty();
    }

    @Override
    protected InputStream getInitialContents() {
      String text = Templates.experiment(model.map(this::fromFolder).orElse(""));
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a path as the experiment names it: from its folder on, or in full where none is. */
    private String fromFolder(IPath path) {
      IPath folder =
          ResourcesPlugin.getWorkspace()
              .getRoot()
              .getFile(getContainerFullPath().append(getFileName()))
              .getParent()
              .getLocation();
      return folder == null ? path.toString() : path.makeRelativeTo(folder).toString();
    }
  }
}
