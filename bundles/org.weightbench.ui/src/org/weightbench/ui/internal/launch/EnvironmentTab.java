package org.weightbench.ui.internal.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Subject;
import org.weightbench.os.Capabilities;
import org.weightbench.os.Capability;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** How much effort is spent, and what this system allows an experiment to do and to count. */
final class EnvironmentTab extends AbstractLaunchConfigurationTab {
  private static final int NARROWEST = 200;
  private static final int NUMBER_WIDTH = 110;
  private static final int TABLE_HEIGHT = 180;

  private final List<Text> editable = new ArrayList<>();
  private Text precision;
  private Text budget;
  private DataTable<Capability> capabilities;
  private Background<List<Capability>> asking;
  private Image image;
  private boolean filling;
  private boolean asked;

  @Override
  public void createControl(Composite parent) {
    Composite area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    setControl(area);
    image =
        new LocalResourceManager(JFaceResources.getResources(), area)
            .create(Icon.HARDWARE.descriptor());
    Group effort = new Group(area, SWT.NONE);
    effort.setText(Messages.environment_effort);
    GridLayoutFactory.swtDefaults().numColumns(2).applyTo(effort);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(effort);
    precision = field(effort, Messages.form_precision, Messages.form_precisionTip);
    budget = field(effort, Messages.form_budget, Messages.form_budgetTip);
    Group system = new Group(area, SWT.NONE);
    system.setText(Messages.environment_system);
    GridLayoutFactory.swtDefaults().applyTo(system);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(system);
    Label hint = new Label(system, SWT.WRAP);
    hint.setText(Messages.environment_systemHint);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROWEST, SWT.DEFAULT).applyTo(hint);
    capabilities =
        new DataTable<>(
            system,
            Messages.environment_system,
            List.of(
                DataColumn.words(Messages.environment_facility, Capability::name)
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

  private Text field(Composite parent, String title, String tip) {
    Label label = new Label(parent, SWT.NONE);
    label.setText(title);
    label.setToolTipText(tip);
    Text text = new Text(parent, SWT.BORDER);
    text.setToolTipText(tip);
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(NUMBER_WIDTH, SWT.DEFAULT)
        .applyTo(text);
    text.addListener(
        SWT.Modify,
        _ -> {
          if (!filling) {
            updateLaunchConfigurationDialog();
          }
        });
    editable.add(text);
    return text;
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
      precision.setText(settings.precision());
      budget.setText(settings.budget());
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
    } finally {
      filling = false;
    }
    if (!asked) {
      asked = true;
      asking.request(0, Capabilities::all);
    }
  }

  @Override
  public void performApply(ILaunchConfigurationWorkingCopy configuration) {
    Settings.change(
        configuration,
        settings -> settings.withEffort(precision.getText().strip(), budget.getText().strip()));
  }

  @Override
  public boolean isValid(ILaunchConfiguration configuration) {
    setErrorMessage(null);
    try {
      LaunchSettings settings = LaunchSettings.read(configuration);
      boolean counts = settings.subject() instanceof Subject.ModelFile;
      editable.forEach(text -> text.setEnabled(counts));
      Optional<String> problem = counts ? settings.effortProblem() : Optional.empty();
      problem.ifPresent(this::setErrorMessage);
      return problem.isEmpty();
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
      return false;
    }
  }

  @Override
  public String getHelpContextId() {
    return HelpContext.ENVIRONMENT_TAB.id();
  }

  @Override
  public String getName() {
    return Messages.environment_tab;
  }

  @Override
  public Image getImage() {
    return image;
  }

  @Override
  public String getId() {
    return "org.weightbench.ui.environmentTab";
  }
}
