package org.weightbench.ui.internal.wizards;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.dialogs.WizardNewProjectCreationPage;
import org.eclipse.ui.ide.IDE;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.Progress;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.synth.ModelSynthesizer;
import org.weightbench.quant.synth.SynthesisRequest;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** Makes a project with a model of random weights and an experiment on it. */
public final class SampleProjectWizard extends Wizard implements INewWizard {
  private static final String MODEL = "sample.gguf";
  private static final String EXPERIMENT = "sample.yaml";
  private static final int STEPS = 1000;

  private IWorkbench workbench;
  private ProjectPage page;

  @Override
  public void init(IWorkbench ofWorkbench, IStructuredSelection selected) {
    workbench = ofWorkbench;
    setWindowTitle(Messages.wizard_sampleTitle);
    setDefaultPageImageDescriptor(Icon.MODEL.banner());
    setNeedsProgressMonitor(true);
  }

  @Override
  public void addPages() {
    page = new ProjectPage();
    addPage(page);
  }

  @Override
  public void createPageControls(Composite container) {
    super.createPageControls(container);
    HelpContext.SAMPLE_PROJECT.explain(page.getControl());
  }

  @Override
  public boolean performFinish() {
    IProject project = page.getProjectHandle();
    IProjectDescription description = page.description();
    long bytes = Quantities.parseBytes(page.size).orElseThrow();
    QuantizationMix mix = QuantizationMix.named(page.mix).orElseThrow();
    try {
      getContainer()
          .run(
              true,
              true,
              monitor -> {
                try {
                  make(description, bytes, mix, SubMonitor.convert(monitor));
                } catch (CoreException | IOException e) {
                  throw new InvocationTargetException(e, e.getMessage());
                }
              });
      IDE.openEditor(
          workbench.getActiveWorkbenchWindow().getActivePage(), project.getFile(EXPERIMENT));
      return true;
    } catch (InvocationTargetException e) {
      ErrorDialog.openError(
          getShell(),
          null,
          Messages.wizard_sampleFailed,
          Status.error(e.getCause().getMessage(), e.getCause()));
      return false;
    } catch (InterruptedException _) {
      return false;
    } catch (PartInitException e) {
      ILog.of(SampleProjectWizard.class).log(e.getStatus());
      return true;
    }
  }

  /**
   * Makes the project; nothing of the model is left when it is canceled.
   *
   * @param description name and place of the project
   * @param bytes approximate size of the model
   */
  static void make(
      IProjectDescription description, long bytes, QuantizationMix mix, SubMonitor monitor)
      throws CoreException, IOException {
    IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject(description.getName());
    monitor.setTaskName(Messages.wizard_sampleMaking);
    monitor.setWorkRemaining(STEPS);
    if (!project.exists()) {
      project.create(description, monitor.split(1));
    }
    project.open(monitor.split(1));
    Path model = project.getLocation().toPath().resolve(MODEL);
    try {
      ModelSynthesizer.synthesize(
          model, new SynthesisRequest(bytes, mix, 1), new MonitorProgress(monitor));
    } catch (CancelledException _) {
      throw new OperationCanceledException();
    }
    IFile experiment = project.getFile(EXPERIMENT);
    byte[] text = Templates.experiment(MODEL).getBytes(StandardCharsets.UTF_8);
    if (!experiment.exists()) {
      experiment.create(new ByteArrayInputStream(text), true, null);
    }
    project.refreshLocal(IResource.DEPTH_ONE, null);
  }

  private record MonitorProgress(SubMonitor monitor) implements Progress {
    @Override
    public void at(long doneBytes, long totalBytes) {
      monitor.setWorkRemaining((int) (STEPS - STEPS * doneBytes / Math.max(1, totalBytes)));
    }

    @Override
    public boolean cancelled() {
      return monitor.isCanceled();
    }
  }

  private static final class ProjectPage extends WizardNewProjectCreationPage {
    private static final List<String> SIZES = List.of("64 MiB", "256 MiB", "1 GiB", "4 GiB");

    private String size = SIZES.get(1);
    private String mix = "Q4_K_M";

    ProjectPage() {
      super("sample");
      setTitle(Messages.wizard_sampleTitle);
      setDescription(Messages.wizard_sampleDescription);
      setInitialProjectName("sample");
    }

    @Override
    public void createControl(Composite parent) {
      super.createControl(parent);
      Group model = new Group((Composite) getControl(), SWT.NONE);
      model.setText(Messages.form_model);
      GridLayoutFactory.swtDefaults().numColumns(2).applyTo(model);
      GridDataFactory.fillDefaults().grab(true, false).applyTo(model);
      Combo sizes = combo(model, Messages.wizard_sampleSize, SIZES, size, SWT.NONE);
      sizes.addListener(
          SWT.Modify,
          _ -> {
            size = sizes.getText();
            setPageComplete(validatePage());
          });
      Combo mixes = combo(model, Messages.form_mix, QuantizationMix.names(), mix, SWT.READ_ONLY);
      mixes.addListener(SWT.Selection, _ -> mix = mixes.getText());
      Accessibility.nameByLabels(model);
    }

    /** Returns the name and the place that were chosen. */
    IProjectDescription description() {
      IProjectDescription description =
          ResourcesPlugin.getWorkspace().newProjectDescription(getProjectName());
      if (!useDefaults()) {
        description.setLocationURI(getLocationURI());
      }
      return description;
    }

    private static Combo combo(
        Composite parent, String title, List<String> choices, String chosen, int style) {
      Label label = new Label(parent, SWT.NONE);
      label.setText(title);
      Combo combo = new Combo(parent, style);
      combo.setItems(choices.toArray(String[]::new));
      combo.setText(chosen);
      return combo;
    }

    @Override
    protected boolean validatePage() {
      if (!super.validatePage()) {
        return false;
      }
      OptionalLong bytes = Quantities.parseBytes(size);
      if (bytes.isEmpty()
          || bytes.getAsLong() < SynthesisRequest.MINIMUM_BYTES
          || bytes.getAsLong() > SynthesisRequest.MAXIMUM_BYTES) {
        setErrorMessage(Messages.format(Messages.wizard_sampleBadSize, size));
        return false;
      }
      return true;
    }
  }
}
