package org.weightbench.ui;

import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.console.IConsoleConstants;
import org.eclipse.ui.navigator.resources.ProjectExplorer;

/** Models and results on the left, the comparison in the middle, the runner's words below it. */
public final class LoadExperimentsPerspective implements IPerspectiveFactory {
  /** Id of the perspective. */
  public static final String ID = "org.weightbench.ui.perspective";

  /** Id of the view with the history of results. */
  public static final String RESULTS_VIEW = "org.weightbench.ui.results";

  /** Id of the view that compares. */
  public static final String COMPARISON_VIEW = "org.weightbench.ui.comparison";

  /** Id of the view of experiments that run and wait. */
  public static final String EXPERIMENTS_VIEW = "org.weightbench.ui.progress";

  /** Id of the view of what is wrong with loads. */
  public static final String FINDINGS_VIEW = "org.weightbench.ui.findings";

  /** Id of the view of what happened over the time of loads. */
  public static final String TIMELINE_VIEW = "org.weightbench.ui.timeline";

  /** Id of the view of machines and what they can do at best. */
  public static final String HARDWARE_VIEW = "org.weightbench.ui.hardware";

  /** Id of the view of tuning profiles. */
  public static final String PROFILES_VIEW = "org.weightbench.ui.profiles";

  private static final String JOBS_VIEW = "org.eclipse.ui.views.ProgressView";
  private static final String EXPERIMENT_WIZARD = "org.weightbench.ui.newExperiment";
  private static final String PROFILE_WIZARD = "org.weightbench.ui.newProfile";
  private static final String SAMPLE_WIZARD = "org.weightbench.ui.sampleProject";
  private static final String FILE_WIZARD = "org.eclipse.ui.wizards.new.file";
  private static final String FOLDER_WIZARD = "org.eclipse.ui.wizards.new.folder";
  private static final String PROJECT_WIZARD = "org.eclipse.ui.wizards.new.project";

  @Override
  public void createInitialLayout(IPageLayout layout) {
    String editors = layout.getEditorArea();
    IFolderLayout left = layout.createFolder("left", IPageLayout.LEFT, 0.22f, editors);
    left.addView(ProjectExplorer.VIEW_ID);
    IFolderLayout belowLeft = layout.createFolder("belowLeft", IPageLayout.BOTTOM, 0.5f, "left");
    belowLeft.addView(RESULTS_VIEW);
    IFolderLayout middle = layout.createFolder("middle", IPageLayout.TOP, 0.7f, editors);
    middle.addView(COMPARISON_VIEW);
    IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, 0.6f, "middle");
    bottom.addView(EXPERIMENTS_VIEW);
    bottom.addView(FINDINGS_VIEW);
    bottom.addView(TIMELINE_VIEW);
    bottom.addView(HARDWARE_VIEW);
    bottom.addView(PROFILES_VIEW);
    bottom.addView(IConsoleConstants.ID_CONSOLE_VIEW);
    bottom.addView(IPageLayout.ID_PROBLEM_VIEW);
    layout.setEditorAreaVisible(false);
    layout.addActionSet(IDebugUIConstants.LAUNCH_ACTION_SET);
    layout.addShowViewShortcut(RESULTS_VIEW);
    layout.addShowViewShortcut(COMPARISON_VIEW);
    layout.addShowViewShortcut(ProjectExplorer.VIEW_ID);
    layout.addShowViewShortcut(IConsoleConstants.ID_CONSOLE_VIEW);
    layout.addShowViewShortcut(EXPERIMENTS_VIEW);
    layout.addShowViewShortcut(FINDINGS_VIEW);
    layout.addShowViewShortcut(TIMELINE_VIEW);
    layout.addShowViewShortcut(HARDWARE_VIEW);
    layout.addShowViewShortcut(PROFILES_VIEW);
    layout.addShowViewShortcut(IPageLayout.ID_OUTLINE);
    layout.addShowViewShortcut(IPageLayout.ID_PROBLEM_VIEW);
    layout.addShowViewShortcut(JOBS_VIEW);
    layout.addNewWizardShortcut(EXPERIMENT_WIZARD);
    layout.addNewWizardShortcut(PROFILE_WIZARD);
    layout.addNewWizardShortcut(SAMPLE_WIZARD);
    layout.addNewWizardShortcut(PROJECT_WIZARD);
    layout.addNewWizardShortcut(FOLDER_WIZARD);
    layout.addNewWizardShortcut(FILE_WIZARD);
    layout.addPerspectiveShortcut(ID);
  }
}
