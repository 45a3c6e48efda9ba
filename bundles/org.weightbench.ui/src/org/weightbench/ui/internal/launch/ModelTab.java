package org.weightbench.ui.internal.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.dialogs.ElementTreeSelectionDialog;
import org.eclipse.ui.model.BaseWorkbenchContentProvider;
import org.eclipse.ui.model.WorkbenchLabelProvider;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** What is loaded, and where the results go. */
final class ModelTab extends AbstractLaunchConfigurationTab {
  private static final int INDENT = 20;
  private static final int NARROWEST = 200;

  private final SubjectCheck check;
  private final List<Row> rows = new ArrayList<>();
  private Text output;
  private Label summary;
  private Image image;
  private boolean filling;

  /**
   * Creates the tab.
   *
   * @param check what looks at the model; shared with the other tabs
   */
  ModelTab(SubjectCheck check) {
    this.check = check;
  }

  /** A kind of subject: a choice, its location and the ways to find one. */
  private final class Row {
    private final Button choice;
    private final Text location;
    private final Button workspace;
    private final Button fileSystem;
    private final Function<String, Subject> subject;

    Row(
        Composite parent,
        String label,
        Function<String, Subject> subject,
        Function<IResource, Boolean> accepted,
        Function<Row, @Nullable String> browse) {
      this.subject = subject;
      choice = new Button(parent, SWT.RADIO);
      choice.setText(label);
      GridDataFactory.fillDefaults().span(3, 1).applyTo(choice);
      location = new Text(parent, SWT.BORDER);
      GridDataFactory.fillDefaults()
          .grab(true, false)
          .align(SWT.FILL, SWT.CENTER)
          .hint(NARROWEST, SWT.DEFAULT)
          .indent(INDENT, 0)
          .applyTo(location);
      workspace = createPushButton(parent, Messages.model_browseWorkspace, null);
      fileSystem = createPushButton(parent, Messages.model_browseFileSystem, null);
      choice.addListener(SWT.Selection, _ -> edited());
      location.addListener(SWT.Modify, _ -> edited());
      workspace.addListener(
          SWT.Selection,
          _ -> chooseResource(label, accepted).ifPresent(r -> location.setText(Locations.of(r))));
      fileSystem.addListener(
          SWT.Selection,
          _ -> {
            String chosen = browse.apply(this);
            if (chosen != null) {
              location.setText(chosen);
            }
          });
    }

    void enable() {
      boolean chosen = choice.getSelection();
      location.setEnabled(chosen);
      workspace.setEnabled(chosen);
      fileSystem.setEnabled(chosen);
    }
  }

  @Override
  public void createControl(Composite parent) {
    Composite area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    setControl(area);
    image =
        new LocalResourceManager(JFaceResources.getResources(), area)
            .create(Icon.MODEL.descriptor());
    Group what = group(area, Messages.model_group);
    rows.add(
        new Row(
            what,
            Messages.model_file,
            Subject.ModelFile::new,
            resource -> "gguf".equalsIgnoreCase(resource.getFileExtension()),
            row -> chooseFile(Messages.model_chooseModel, row, "*.gguf")));
    rows.add(
        new Row(
            what,
            Messages.model_experiment,
            Subject.ExperimentFile::new,
            resource -> String.valueOf(resource.getFileExtension()).matches("ya?ml"),
            row -> chooseFile(Messages.model_chooseExperiment, row, "*.yaml;*.yml")));
    rows.add(
        new Row(
            what,
            Messages.model_result,
            Subject.UnfinishedResult::new,
            ModelTab::isResultFolder,
            row -> chooseFolder(Messages.model_chooseResult, row.location)));
    summary = new Label(what, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .span(3, 1)
        .grab(true, false)
        .hint(NARROWEST, SWT.DEFAULT)
        .indent(0, 6)
        .applyTo(summary);
    Group where = group(area, Messages.model_outputGroup);
    Label label = new Label(where, SWT.NONE);
    label.setText(Messages.model_output);
    output = new Text(where, SWT.BORDER);
    output.setMessage(Messages.model_outputHint);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .hint(NARROWEST, SWT.DEFAULT)
        .applyTo(output);
    output.addListener(SWT.Modify, _ -> edited());
    Button browse = createPushButton(where, Messages.model_browseFileSystem, null);
    browse.addListener(
        SWT.Selection,
        _ -> {
          String chosen = chooseFolder(Messages.model_chooseOutput, output);
          if (chosen != null) {
            output.setText(chosen);
          }
        });
    check.open(area);
    check.addListener(
        () -> {
          if (!area.isDisposed()) {
            updateLaunchConfigurationDialog();
          }
        });
  }

  private static Group group(Composite parent, String title) {
    Group group = new Group(parent, SWT.NONE);
    group.setText(title);
    GridLayoutFactory.swtDefaults().numColumns(3).applyTo(group);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
    return group;
  }

  @Override
  public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
    Optional<Subject> selected =
        Optional.ofNullable(DebugUITools.getSelectedResource()).flatMap(Subjects::of);
    selected.ifPresent(
        subject ->
            configuration.rename(
                DebugPlugin.getDefault()
                    .getLaunchManager()
                    .generateLaunchConfigurationName(Subjects.name(subject))));
    LaunchPreferences.preferred(selected.orElse(new Subject.ModelFile(""))).write(configuration);
  }

  @Override
  public void initializeFrom(ILaunchConfiguration configuration) {
    filling = true;
    try {
      check.forget();
      LaunchSettings settings = LaunchSettings.read(configuration);
      for (Row row : rows) {
        boolean chosen = row.subject.apply("").getClass().equals(settings.subject().getClass());
        row.choice.setSelection(chosen);
        row.location.setText(chosen ? settings.subject().location() : "");
        row.enable();
      }
      output.setText(settings.output());
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
    } finally {
      filling = false;
    }
  }

  @Override
  public void performApply(ILaunchConfigurationWorkingCopy configuration) {
    try {
      LaunchSettings.read(configuration)
          .withSubject(subject())
          .withOutput(output.getText().strip())
          .write(configuration);
    } catch (CoreException e) {
      ILog.of(ModelTab.class).error(e.getMessage(), e);
    }
  }

  @Override
  public boolean isValid(ILaunchConfiguration configuration) {
    setErrorMessage(null);
    setWarningMessage(null);
    setMessage(null);
    try {
      LaunchSettings settings = LaunchSettings.read(configuration);
      if (!settings.output().isBlank()) {
        Locations.resolve(settings.output());
      }
      Optional<SubjectFacts> facts = check.facts(settings.subject());
      show(facts);
      facts.flatMap(SubjectFacts::error).ifPresent(this::setErrorMessage);
      facts.flatMap(SubjectFacts::warning).ifPresent(this::setWarningMessage);
      return facts.flatMap(SubjectFacts::error).isEmpty();
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
      return false;
    }
  }

  private void show(Optional<SubjectFacts> facts) {
    if (summary == null || summary.isDisposed()) {
      return;
    }
    String text = facts.map(SubjectFacts::summary).orElse(Messages.model_checking);
    if (!text.equals(summary.getText())) {
      summary.setText(text.replace("&", "&&"));
      summary.getParent().getParent().layout(true, true);
    }
  }

  private Subject subject() {
    Row chosen =
        rows.stream().filter(row -> row.choice.getSelection()).findFirst().orElse(rows.getFirst());
    return chosen.subject.apply(chosen.location.getText().strip());
  }

  private void edited() {
    if (!filling) {
      rows.forEach(Row::enable);
      updateLaunchConfigurationDialog();
    }
  }

  private Optional<IResource> chooseResource(String title, Function<IResource, Boolean> accepted) {
    ElementTreeSelectionDialog dialog =
        new ElementTreeSelectionDialog(
            getShell(), new WorkbenchLabelProvider(), new BaseWorkbenchContentProvider());
    dialog.setTitle(getName());
    dialog.setMessage(title.replace("&", ""));
    dialog.setAllowMultiple(false);
    dialog.setInput(ResourcesPlugin.getWorkspace().getRoot());
    dialog.addFilter(
        new ViewerFilter() {
          @Override
          public boolean select(Viewer viewer, Object parent, Object element) {
            return element instanceof IContainer
                || element instanceof IFile file && accepted.apply(file);
          }
        });
    dialog.setValidator(
        selection ->
            selection.length == 1
                    && selection[0] instanceof IResource resource
                    && accepted.apply(resource)
                ? Status.OK_STATUS
                : Status.error(""));
    return dialog.open() == Window.OK && dialog.getFirstResult() instanceof IResource resource
        ? Optional.of(resource)
        : Optional.empty();
  }

  private @Nullable String chooseFile(String title, Row row, String filter) {
    FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
    dialog.setText(title);
    dialog.setFilterExtensions(filter, "*");
    start(row.location).ifPresent(dialog::setFilterPath);
    return dialog.open();
  }

  private @Nullable String chooseFolder(String title, Text location) {
    DirectoryDialog dialog = new DirectoryDialog(getShell(), SWT.OPEN);
    dialog.setText(title);
    start(location).ifPresent(dialog::setFilterPath);
    return dialog.open();
  }

  private static Optional<String> start(Text location) {
    if (location.getText().isBlank()) {
      return Optional.empty();
    }
    try {
      Path parent = Locations.resolve(location.getText()).getParent();
      return Optional.ofNullable(parent).map(Path::toString);
    } catch (CoreException _) {
      return Optional.empty();
    }
  }

  private static boolean isResultFolder(IResource resource) {
    return resource instanceof IContainer container
        && container.getLocation() != null
        && ResultFolder.isResultFolder(container.getLocation().toPath());
  }

  @Override
  public String getHelpContextId() {
    return HelpContext.MODEL_TAB.id();
  }

  @Override
  public String getName() {
    return Messages.model_tab;
  }

  @Override
  public Image getImage() {
    return image;
  }

  @Override
  public String getId() {
    return "org.weightbench.ui.modelTab";
  }
}
