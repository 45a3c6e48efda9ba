package org.weightbench.ui.internal.launch;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
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
final class RunnerTab extends SettingsTab {
  private static final int ARGUMENT_LINES = 60;
  private static final int HEAP_WIDTH = 160;
  private static final long TYPING_DELAY_MILLIS = 150;

  private Text home;
  private Text heap;
  private Text arguments;
  private Label found;
  private Background<Answer> looking;
  private Answer answer = new Answer("", "", "");
  private @Nullable String asked;

  /** What was found at a home: a Java, or a problem. */
  private record Answer(String home, String java, String problem) {}

  RunnerTab() {
    super(
        "org.weightbench.ui.runnerTab",
        Messages.runner_tab,
        Icon.EXPERIMENT,
        HelpContext.RUNNER_TAB);
  }

  @Override
  void fill(Composite area) {
    Group java = group(area, Messages.runner_group, 3);
    label(java, Messages.runner_home, Messages.runner_homeHint);
    home = field(java, Messages.runner_homeHint);
    Button browse = createPushButton(java, Messages.model_browseFileSystem, null);
    browse.addListener(SWT.Selection, _ -> browse());
    heap = shortField(java, Messages.runner_heap, Messages.runner_heapTip, HEAP_WIDTH);
    heap.setMessage(Messages.runner_heapHint);
    GridDataFactory.createFrom((GridData) heap.getLayoutData()).span(2, 1).applyTo(heap);
    label(java, Messages.runner_arguments, Messages.runner_argumentsTip);
    arguments = new Text(java, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
    arguments.setToolTipText(Messages.runner_argumentsTip);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(2, 1)
        .hint(NARROWEST, ARGUMENT_LINES)
        .applyTo(arguments);
    arguments.addListener(SWT.Modify, _ -> edit());
    found = sentence(area, 1);
    looking =
        new Background<>(
            Messages.runner_looking,
            area,
            this::take,
            e -> take(new Answer(home.getText().strip(), "", String.valueOf(e.getMessage()))));
  }

  private void browse() {
    DirectoryDialog dialog = new DirectoryDialog(getShell(), SWT.OPEN);
    dialog.setText(Messages.runner_homeTitle);
    String chosen = dialog.open();
    if (chosen != null) {
      home.setText(chosen);
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
    resize();
    updateLaunchConfigurationDialog();
  }

  @Override
  void show(LaunchSettings settings) {
    home.setText(settings.runner().javaHome());
    heap.setText(settings.runner().heap());
    arguments.setText(settings.runner().javaArguments());
    look(settings.runner().javaHome().strip());
  }

  @Override
  LaunchSettings edited(LaunchSettings settings) {
    return settings.withRunner(
        new RunnerSettings(
            home.getText().strip(), heap.getText().strip(), arguments.getText().strip()));
  }

  @Override
  Optional<String> problem(LaunchSettings settings) {
    String text = home.getText().strip();
    if (!answer.home.equals(text)) {
      look(text);
      return settings.runner().problem();
    }
    return answer.problem.isEmpty() ? settings.runner().problem() : Optional.of(answer.problem);
  }
}
