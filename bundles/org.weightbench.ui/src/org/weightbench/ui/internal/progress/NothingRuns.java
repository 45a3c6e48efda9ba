package org.weightbench.ui.internal.progress;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchWizard;
import org.eclipse.ui.PlatformUI;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** What the view shows while there is no experiment: how to start one. */
final class NothingRuns {
  private static final String SAMPLE = "sample";
  private static final String SAMPLE_WIZARD = "org.weightbench.ui.sampleProject";
  private static final int WIDEST = 460;

  private final Composite area;

  NothingRuns(Composite parent) {
    area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().applyTo(area);
    Composite middle = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).spacing(10, 8).applyTo(middle);
    GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).grab(true, true).applyTo(middle);
    Label picture = new Label(middle, SWT.NONE);
    picture.setImage(
        new LocalResourceManager(JFaceResources.getResources(), area)
            .create(Icon.PROGRESS.descriptor()));
    Label title = new Label(middle, SWT.NONE);
    title.setText(Messages.progress_nothingTitle);
    title.setFont(JFaceResources.getBannerFont());
    Label how = new Label(middle, SWT.WRAP);
    how.setText(Messages.progress_nothing);
    GridDataFactory.fillDefaults().span(2, 1).hint(WIDEST, SWT.DEFAULT).applyTo(how);
    Link links = new Link(middle, SWT.NONE);
    links.setText(Messages.progress_nothingLinks);
    GridDataFactory.fillDefaults().span(2, 1).applyTo(links);
    links.addListener(
        SWT.Selection,
        event -> {
          if (SAMPLE.equals(event.text)) {
            makeSample();
          } else {
            openConfigurations();
          }
        });
  }

  Composite control() {
    return area;
  }

  private void openConfigurations() {
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    DebugUITools.openLaunchConfigurationDialogOnGroup(
        area.getShell(),
        new StructuredSelection(launches.getLaunchConfigurationType(LaunchSettings.TYPE)),
        IDebugUIConstants.ID_RUN_LAUNCH_GROUP);
  }

  private void makeSample() {
    try {
      IWorkbenchWizard wizard =
          PlatformUI.getWorkbench().getNewWizardRegistry().findWizard(SAMPLE_WIZARD).createWizard();
      wizard.init(PlatformUI.getWorkbench(), StructuredSelection.EMPTY);
      new WizardDialog(area.getShell(), wizard).open();
    } catch (CoreException e) {
      ErrorDialog.openError(area.getShell(), null, null, e.getStatus());
    }
  }
}
