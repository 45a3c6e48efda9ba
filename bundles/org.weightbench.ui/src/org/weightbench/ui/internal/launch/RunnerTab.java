package org.weightbench.ui.internal.launch;

import java.nio.file.Path;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.JavaHomes;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.launching.RunnerSettings;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** In which Java the experiment runs. */
final class RunnerTab extends AbstractLaunchConfigurationTab {
  private static final int NARROWEST = 200;
  private static final int ARGUMENT_LINES = 60;
  private static final long TYPING_DELAY_MILLIS = 150;

  private Text home;
  private Text arguments;
  private Label found;
  private Background<Answer> looking;
  private Answer answer = new Answer("", "", "");
  private @Nullable String asked;
  private Image image;
  private boolean filling;

  /** What was found at a home: a Java, or a problem. */
  private record Answer(String home, String java, String problem) {}

  @Override
  public void createControl(Composite parent) {
    Composite area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    setControl(area);
    image =
        new LocalResourceManager(JFaceResources.getResources(), area)
            .create(Icon.EXPERIMENT.descriptor());
    Group java = new Group(area, SWT.NONE);
    java.setText(Messages.runner_group);
    GridLayoutFactory.swtDefaults().numColumns(3).applyTo(java);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(java);
    label(java, Messages.runner_home);
    home = new Text(java, SWT.BORDER);
    home.setMessage(Messages.runner_homeHint);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .hint(NARROWEST, SWT.DEFAULT)
        .applyTo(home);
    home.addListener(SWT.Modify, _ -> edited());
    Button browse = createPushButton(java, Messages.model_browseFileSystem, null);
    browse.addListener(SWT.Selection, _ -> browse());
    label(java, Messages.runner_arguments);
    arguments = new Text(java, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
    arguments.setToolTipText(Messages.runner_argumentsTip);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(2, 1)
        .hint(NARROWEST, ARGUMENT_LINES)
        .applyTo(arguments);
    arguments.addListener(SWT.Modify, _ -> edited());
    found = new Label(area, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .hint(NARROWEST, SWT.DEFAULT)
        .indent(4, 6)
        .applyTo(found);
    looking =
        new Background<>(
            Messages.runner_looking,
            area,
            this::take,
            e -> take(new Answer(home.getText().strip(), "", String.valueOf(e.getMessage()))));
  }

  private static void label(Composite parent, String text) {
    Label label = new Label(parent, SWT.NONE);
    label.setText(text);
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(label);
  }

  private void browse() {
    DirectoryDialog dialog = new DirectoryDialog(getShell(), SWT.OPEN);
    dialog.setText(Messages.runner_homeTitle);
    String chosen = dialog.open();
    if (chosen != null) {
      home.setText(chosen);
    }
  }

  private void edited() {
    if (!filling) {
      updateLaunchConfigurationDialog();
    }
  }

  private void look(String text) {
    if (text.equals(asked)) {
      return;
    }
    asked = text;
    looking.request(
        TYPING_DELAY_MILLIS,
        () -> {
          try {
            Path java =
                text.isEmpty()
                    ? JavaHomes.usual(Path.of(System.getProperty("java.home")), System.getenv())
                        .java()
                    : JavaHomes.java(Locations.resolve(text));
            return new Answer(text, java.toString(), "");
          } catch (CoreException e) {
            return new Answer(text, "", e.getStatus().getMessage());
          }
        });
  }

  private void take(Answer next) {
    answer = next;
    found.setText(next.java.isEmpty() ? "" : Messages.format(Messages.runner_found, next.java));
    updateLaunchConfigurationDialog();
  }

  @Override
  public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
    Settings.change(configuration, settings -> settings.withRunner(RunnerSettings.STANDARD));
  }

  @Override
  public void initializeFrom(ILaunchConfiguration configuration) {
    filling = true;
    try {
      RunnerSettings settings = LaunchSettings.read(configuration).runner();
      home.setText(settings.javaHome());
      arguments.setText(settings.javaArguments());
      look(settings.javaHome().strip());
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
    } finally {
      filling = false;
    }
  }

  @Override
  public void performApply(ILaunchConfigurationWorkingCopy configuration) {
    Settings.change(
        configuration,
        settings ->
            settings.withRunner(
                new RunnerSettings(home.getText().strip(), arguments.getText().strip())));
  }

  @Override
  public boolean isValid(ILaunchConfiguration configuration) {
    setErrorMessage(null);
    String text = home.getText().strip();
    if (!answer.home.equals(text)) {
      look(text);
    } else if (!answer.problem.isEmpty()) {
      setErrorMessage(answer.problem);
      return false;
    }
    return true;
  }

  @Override
  public String getHelpContextId() {
    return HelpContext.RUNNER_TAB.id();
  }

  @Override
  public String getName() {
    return Messages.runner_tab;
  }

  @Override
  public Image getImage() {
    return image;
  }

  @Override
  public String getId() {
    return "org.weightbench.ui.runnerTab";
  }
}
