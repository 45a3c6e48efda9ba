package org.weightbench.ui.internal.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.axis.AxisFields;

/** Which values are combined, how often, and what that costs. */
final class SweepTab extends AbstractLaunchConfigurationTab {
  private static final int NARROWEST = 200;
  private static final int NUMBER_WIDTH = 90;

  private final SubjectCheck check;
  private final List<Control> editable = new ArrayList<>();
  private AxisFields fields;
  private Text repetitions;
  private Text seed;
  private Label cost;
  private Image image;
  private Background<String> counting;
  private @Nullable SweepCost counted;
  private boolean filling;

  /**
   * Creates the tab.
   *
   * @param check what looks at the model; shared with the other tabs
   */
  SweepTab(SubjectCheck check) {
    this.check = check;
  }

  @Override
  public void createControl(Composite parent) {
    ScrolledComposite scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
    scroll.setExpandHorizontal(true);
    scroll.setExpandVertical(true);
    setControl(scroll);
    Composite area = new Composite(scroll, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    scroll.setContent(area);
    scroll.addListener(SWT.Resize, _ -> resize(scroll));
    image =
        new LocalResourceManager(JFaceResources.getResources(), area)
            .create(Icon.COMPARISON.descriptor());
    Group axes = group(area, Messages.sweep_axes, 1);
    fields = new AxisFields(axes, () -> resize(scroll), this::edited);
    Group order = group(area, Messages.sweep_order, 2);
    repetitions = number(order, Messages.sweep_repetitions, Messages.sweep_repetitionsTip);
    seed = number(order, Messages.sweep_seed, Messages.sweep_seedTip);
    cost = new Label(area, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .hint(NARROWEST, SWT.DEFAULT)
        .indent(4, 6)
        .applyTo(cost);
    counting =
        new Background<>(
            Messages.sweep_counting,
            area,
            this::tell,
            e -> ILog.of(SweepTab.class).error(Messages.sweep_counting, e));
    check.addListener(
        () -> {
          if (!area.isDisposed()) {
            updateLaunchConfigurationDialog();
          }
        });
  }

  private Text number(Composite parent, String title, String tip) {
    Label label = new Label(parent, SWT.NONE);
    label.setText(title);
    Text text = new Text(parent, SWT.BORDER);
    text.setToolTipText(tip);
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(NUMBER_WIDTH, SWT.DEFAULT)
        .applyTo(text);
    text.addListener(SWT.Modify, _ -> edited());
    editable.add(text);
    return text;
  }

  /** As wide as the tab and as high as it needs, which scrolls. */
  private static void resize(ScrolledComposite scroll) {
    int width = scroll.getClientArea().width;
    scroll.setMinHeight(scroll.getContent().computeSize(Math.max(1, width), SWT.DEFAULT).y);
    ((Composite) scroll.getContent()).layout(true, true);
  }

  private static Group group(Composite parent, String title, int columns) {
    Group group = new Group(parent, SWT.NONE);
    group.setText(title);
    GridLayoutFactory.swtDefaults().numColumns(columns).applyTo(group);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
    return group;
  }

  @Override
  public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
    Settings.change(configuration, settings -> settings);
  }

  @Override
  public void initializeFrom(ILaunchConfiguration configuration) {
    filling = true;
    try {
      LaunchSettings settings = LaunchSettings.read(configuration);
      fields.show(settings.sweep());
      repetitions.setText(settings.repetitions());
      seed.setText(settings.seed());
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
    } finally {
      filling = false;
    }
  }

  @Override
  public void activated(ILaunchConfigurationWorkingCopy configuration) {
    updateLaunchConfigurationDialog();
  }

  @Override
  public void performApply(ILaunchConfigurationWorkingCopy configuration) {
    Map<String, String> sweep = fields.values();
    Settings.change(
        configuration,
        settings -> settings.withSweep(sweep, repetitions.getText(), seed.getText()));
  }

  @Override
  public boolean isValid(ILaunchConfiguration configuration) {
    setErrorMessage(null);
    try {
      LaunchSettings settings = LaunchSettings.read(configuration);
      boolean counts = settings.subject() instanceof Subject.ModelFile;
      Optional<String> problem = counts ? settings.problem() : Optional.empty();
      problem.ifPresent(this::setErrorMessage);
      show(settings, problem.isEmpty());
      return problem.isEmpty();
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
      return false;
    }
  }

  private void show(LaunchSettings settings, boolean valid) {
    if (cost == null || cost.isDisposed()) {
      return;
    }
    switch (settings.subject()) {
      case Subject.ExperimentFile _ -> stopCounting(Messages.sweep_givenByExperiment);
      case Subject.UnfinishedResult _ -> stopCounting(Messages.sweep_givenByResult);
      case Subject.ModelFile model -> {
        if (valid) {
          count(settings, model);
        } else {
          stopCounting("");
        }
      }
    }
    boolean counts = settings.subject() instanceof Subject.ModelFile;
    editable.forEach(control -> control.setEnabled(counts));
    fields.setEnabled(counts);
  }

  private void stopCounting(String text) {
    counting.cancel();
    counted = null;
    tell(text);
  }

  /** Counts in a job and shows the count; until then the last one stays. */
  private void count(LaunchSettings settings, Subject.ModelFile model) {
    SweepCost next =
        new SweepCost(
            settings,
            check.facts(model).map(SubjectFacts::tensorBytes).orElse(OptionalLong.empty()));
    if (!next.equals(counted)) {
      counted = next;
      counting.request(0, next::text);
    }
  }

  private void tell(String text) {
    if (!text.equals(cost.getText())) {
      cost.setText(text);
      resize((ScrolledComposite) getControl());
    }
  }

  private void edited() {
    if (!filling) {
      updateLaunchConfigurationDialog();
    }
  }

  @Override
  public String getHelpContextId() {
    return HelpContext.SWEEP_TAB.id();
  }

  @Override
  public String getName() {
    return Messages.sweep_tab;
  }

  @Override
  public Image getImage() {
    return image;
  }

  @Override
  public String getId() {
    return "org.weightbench.ui.sweepTab";
  }
}
