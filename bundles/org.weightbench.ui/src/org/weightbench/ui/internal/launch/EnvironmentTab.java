package org.weightbench.ui.internal.launch;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Phrases;
import org.weightbench.launching.Subject;
import org.weightbench.os.Capability;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** How much effort is spent, and what this system allows an experiment to do and to count. */
final class EnvironmentTab extends SettingsTab {
  private static final int NUMBER_WIDTH = 110;
  private static final long TYPING_DELAY_MILLIS = 150;
  private static final int TABLE_HEIGHT = 180;

  private Text precision;
  private Text budget;
  private DataTable<Capability> capabilities;
  private Background<List<Capability>> asking;
  private @Nullable Subject asked;

  EnvironmentTab() {
    super(
        "org.weightbench.ui.environmentTab",
        Messages.environment_tab,
        Icon.HARDWARE,
        HelpContext.ENVIRONMENT_TAB);
  }

  @Override
  void fill(Composite area) {
    Group effort = group(area, Messages.environment_effort, 2);
    precision =
        shortField(effort, Messages.form_precision, Messages.form_precisionTip, NUMBER_WIDTH);
    budget = shortField(effort, Messages.form_budget, Messages.form_budgetTip, NUMBER_WIDTH);
    Group system = group(area, Messages.environment_system, 1);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(system);
    sentence(system, 1).setText(Messages.environment_systemHint);
    capabilities =
        new DataTable<>(
            system,
            Messages.environment_system,
            List.of(
                DataColumn.<Capability>words(
                        Messages.environment_facility, found -> Phrases.say(found.name()))
                    .withIcon(each -> each.available() ? Icon.COMPLETE : Icon.INCOMPLETE),
                DataColumn.words(
                    Messages.environment_available,
                    each -> each.available() ? Messages.hardware_yes : Messages.hardware_no),
                DataColumn.words(Messages.environment_reason, Capability::reason)));
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .hint(NARROWEST, TABLE_HEIGHT)
        .applyTo(capabilities.widget());
    asking =
        new Background<>(
            Messages.environment_asking,
            area,
            capabilities::show,
            e -> ILog.of(EnvironmentTab.class).error(Messages.environment_asking, e));
  }

  @Override
  void show(LaunchSettings settings) {
    precision.setText(settings.precision());
    budget.setText(settings.budget());
  }

  @Override
  LaunchSettings edited(LaunchSettings settings) {
    return settings.withEffort(precision.getText().strip(), budget.getText().strip());
  }

  @Override
  Optional<String> problem(LaunchSettings settings) {
    boolean counts = settings.subject() instanceof Subject.Models;
    ask(settings.subject());
    precision.setEnabled(counts);
    budget.setEnabled(counts);
    return counts ? settings.effortProblem() : Optional.empty();
  }

  private void ask(Subject subject) {
    if (!subject.equals(asked)) {
      asked = subject;
      asking.request(TYPING_DELAY_MILLIS, () -> Privileges.of(subject));
    }
  }
}
