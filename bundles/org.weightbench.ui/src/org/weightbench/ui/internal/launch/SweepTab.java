package org.weightbench.ui.internal.launch;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
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
final class SweepTab extends SettingsTab {
  private static final int NUMBER_WIDTH = 90;

  private final SubjectCheck check;
  private AxisFields fields;
  private Text repetitions;
  private Text seed;
  private Label cost;
  private Background<String> counting;
  private @Nullable SweepCost counted;

  /**
   * Creates the tab.
   *
   * @param check what looks at the model; shared with the other tabs
   */
  SweepTab(SubjectCheck check) {
    super(
        "org.weightbench.ui.sweepTab", Messages.sweep_tab, Icon.COMPARISON, HelpContext.SWEEP_TAB);
    this.check = check;
  }

  @Override
  void fill(Composite area) {
    cost = sentence(area, 1);
    Composite order = new Composite(area, SWT.NONE);
    GridLayoutFactory.fillDefaults()
        .numColumns(4)
        .spacing(10, 0)
        .extendedMargins(4, 0, 4, 0)
        .applyTo(order);
    repetitions =
        shortField(order, Messages.sweep_repetitions, Messages.sweep_repetitionsTip, NUMBER_WIDTH);
    seed = shortField(order, Messages.sweep_seed, Messages.sweep_seedTip, NUMBER_WIDTH);
    Group axes = group(area, Messages.sweep_axes, 1);
    fields = new AxisFields(axes, this::resize, this::edit);
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

  @Override
  void show(LaunchSettings settings) {
    fields.show(settings.sweep());
    repetitions.setText(settings.repetitions());
    seed.setText(settings.seed());
  }

  @Override
  public void activated(ILaunchConfigurationWorkingCopy configuration) {
    updateLaunchConfigurationDialog();
  }

  @Override
  LaunchSettings edited(LaunchSettings settings) {
    return settings.withSweep(fields.values(), repetitions.getText(), seed.getText());
  }

  @Override
  Optional<String> problem(LaunchSettings settings) {
    boolean counts = settings.subject() instanceof Subject.Models;
    Optional<String> problem = counts ? settings.problem() : Optional.empty();
    showCost(settings, problem.isEmpty());
    return problem;
  }

  private void showCost(LaunchSettings settings, boolean valid) {
    switch (settings.subject()) {
      case Subject.ExperimentFile _ -> stopCounting(Messages.sweep_givenByExperiment);
      case Subject.UnfinishedResult _ -> stopCounting(Messages.sweep_givenByResult);
      case Subject.Models models -> {
        if (valid) {
          count(settings, models);
        } else {
          stopCounting("");
        }
      }
    }
    boolean counts = settings.subject() instanceof Subject.Models;
    repetitions.setEnabled(counts);
    seed.setEnabled(counts);
    fields.setEnabled(counts);
  }

  private void stopCounting(String text) {
    counting.cancel();
    counted = null;
    tell(text);
  }

  /** Counts in a job and shows the count; until then the last one stays. */
  private void count(LaunchSettings settings, Subject.Models models) {
    SweepCost next =
        new SweepCost(
            settings, check.facts(models).map(SubjectFacts::tensorBytes).orElse(List.of()));
    if (!next.equals(counted)) {
      counted = next;
      counting.request(0, next::text);
    }
  }

  private void tell(String text) {
    if (!text.equals(cost.getText())) {
      cost.setText(text);
      resize();
    }
  }
}
