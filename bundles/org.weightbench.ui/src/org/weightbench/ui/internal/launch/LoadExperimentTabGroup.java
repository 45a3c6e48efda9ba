package org.weightbench.ui.internal.launch;

import org.eclipse.debug.ui.AbstractLaunchConfigurationTabGroup;
import org.eclipse.debug.ui.CommonTab;
import org.eclipse.debug.ui.ILaunchConfigurationDialog;
import org.eclipse.debug.ui.ILaunchConfigurationTab;

/** The tabs of a load experiment. */
public final class LoadExperimentTabGroup extends AbstractLaunchConfigurationTabGroup {

  @Override
  public void createTabs(ILaunchConfigurationDialog dialog, String mode) {
    SubjectCheck check = new SubjectCheck();
    setTabs(
        new ILaunchConfigurationTab[] {
          new ModelTab(check),
          new SweepTab(check),
          new EnvironmentTab(),
          new RunnerTab(),
          new CommonTab()
        });
  }
}
