package org.weightbench.ui.internal.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
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
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** What is loaded, and where the results go. */
final class ModelTab extends SettingsTab {
  private static final int INDENT = 20;
  private static final int MODEL_LINES = 3;

  private final SubjectCheck check;
  private final List<Row> rows = new ArrayList<>();
  private Text output;
  private Label summary;

  /**
   * Creates the tab.
   *
   * @param check what looks at the model; shared with the other tabs
   */
  ModelTab(SubjectCheck check) {
    super("org.weightbench.ui.modelTab", Messages.model_tab, Icon.MODEL, HelpContext.MODEL_TAB);
    this.check = check;
  }

  /** A kind of subject: a choice, its location and the ways to find one. */
  private final class Row {
    private final Button choice;
    private final Text location;
    private final Button workspace;
    private final Button fileSystem;
    private final Function<String, Subject> subject;
    private final boolean several;

    Row(
        Composite parent,
        String label,
        Function<String, Subject> subject,
        int lines,
        Function<IResource, Boolean> accepted,
        Function<Row, @Nullable String> browse) {
      this.subject = subject;
      this.several = lines > 1;
      choice = new Button(parent, SWT.RADIO);
      choice.setText(label);
      GridDataFactory.fillDefaults().span(3, 1).applyTo(choice);
      location =
          new Text(
              parent, several ? SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL : SWT.BORDER);
      GridDataFactory.fillDefaults()
          .grab(true, false)
          .align(SWT.FILL, SWT.CENTER)
          .hint(NARROWEST, several ? lines * location.getLineHeight() : SWT.DEFAULT)
          .indent(INDENT, 0)
          .applyTo(location);
      location.addListener(
          SWT.Traverse,
          event ->
              event.doit |=
                  event.detail == SWT.TRAVERSE_TAB_NEXT
                      || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
      Accessibility.name(location, LegacyActionTools.removeMnemonics(label));
      workspace = createPushButton(parent, Messages.model_browseWorkspace, null);
      fileSystem = createPushButton(parent, Messages.model_browseFileSystem, null);
      choice.addListener(SWT.Selection, _ -> choose());
      location.addListener(SWT.Modify, _ -> edit());
      workspace.addListener(
          SWT.Selection,
          _ -> chooseResource(label, accepted).ifPresent(r -> take(Locations.of(r))));
      fileSystem.addListener(
          SWT.Selection,
          _ -> {
            String chosen = browse.apply(this);
            if (chosen != null) {
              take(chosen);
            }
          });
    }

    /** Replaces the location; of several, what is chosen is added. */
    private void take(String chosen) {
      String before = several ? location.getText().strip() : "";
      location.setText(before.isEmpty() ? chosen : before + "\n" + chosen);
    }

    void show(Subject shown) {
      location.setText(
          shown instanceof Subject.Models(List<String> locations)
              ? String.join("\n", locations)
              : shown.location());
    }

    void enable() {
      boolean chosen = choice.getSelection();
      location.setEnabled(chosen);
      workspace.setEnabled(chosen);
      fileSystem.setEnabled(chosen);
    }
  }

  @Override
  void fill(Composite area) {
    Group what = group(area, Messages.model_group, 3);
    rows.add(
        new Row(
            what,
            Messages.model_file,
            text -> new Subject.Models(text.lines().toList()),
            MODEL_LINES,
            resource -> "gguf".equalsIgnoreCase(resource.getFileExtension()),
            row -> chooseFiles(Messages.model_chooseModel, row, "*.gguf")));
    rows.add(
        new Row(
            what,
            Messages.model_experiment,
            Subject.ExperimentFile::new,
            1,
            resource -> String.valueOf(resource.getFileExtension()).matches("ya?ml"),
            row -> chooseFiles(Messages.model_chooseExperiment, row, "*.yaml;*.yml")));
    rows.add(
        new Row(
            what,
            Messages.model_result,
            Subject.UnfinishedResult::new,
            1,
            ModelTab::isResultFolder,
            row -> chooseFolder(Messages.model_chooseResult, row.location)));
    summary = sentence(what, 3);
    Group where = group(area, Messages.model_outputGroup, 3);
    label(where, Messages.model_output, Messages.model_outputHint);
    output = field(where, Messages.model_outputHint);
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
    LaunchPreferences.preferred(selected.orElse(new Subject.Models(""))).write(configuration);
  }

  @Override
  void show(LaunchSettings settings) {
    check.forget();
    for (Row row : rows) {
      boolean chosen = row.subject.apply("").getClass().equals(settings.subject().getClass());
      row.choice.setSelection(chosen);
      if (chosen) {
        row.show(settings.subject());
      } else {
        row.location.setText("");
      }
      row.enable();
    }
    output.setText(settings.output());
  }

  @Override
  LaunchSettings edited(LaunchSettings settings) {
    return settings.withSubject(subject()).withOutput(output.getText().strip());
  }

  @Override
  Optional<String> problem(LaunchSettings settings) throws CoreException {
    setWarningMessage(null);
    if (!settings.output().isBlank()) {
      Locations.resolve(settings.output());
    }
    Optional<SubjectFacts> facts = check.facts(settings.subject());
    showSummary(facts);
    facts.flatMap(SubjectFacts::warning).ifPresent(this::setWarningMessage);
    return facts.flatMap(SubjectFacts::error);
  }

  private void showSummary(Optional<SubjectFacts> facts) {
    String text = facts.map(SubjectFacts::summary).orElse(Messages.model_checking);
    if (!text.equals(summary.getText())) {
      summary.setText(text.replace("&", "&&"));
      resize();
    }
  }

  private Subject subject() {
    Row chosen =
        rows.stream().filter(row -> row.choice.getSelection()).findFirst().orElse(rows.getFirst());
    return chosen.subject.apply(chosen.location.getText().strip());
  }

  private void choose() {
    rows.forEach(Row::enable);
    edit();
  }

  private Optional<IResource> chooseResource(String title, Function<IResource, Boolean> accepted) {
    ElementTreeSelectionDialog dialog =
        new ElementTreeSelectionDialog(
            getShell(), new WorkbenchLabelProvider(), new BaseWorkbenchContentProvider());
    dialog.setTitle(getName());
    dialog.setMessage(LegacyActionTools.removeMnemonics(title));
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

  /** Returns what was chosen, one file a line. */
  private @Nullable String chooseFiles(String title, Row row, String filter) {
    FileDialog dialog = new FileDialog(getShell(), row.several ? SWT.OPEN | SWT.MULTI : SWT.OPEN);
    dialog.setText(title);
    dialog.setFilterExtensions(filter, "*");
    start(row.location).ifPresent(dialog::setFilterPath);
    return dialog.open() == null
        ? null
        : Stream.of(dialog.getFileNames())
            .map(name -> Path.of(dialog.getFilterPath(), name).toString())
            .collect(Collectors.joining("\n"));
  }

  private @Nullable String chooseFolder(String title, Text location) {
    DirectoryDialog dialog = new DirectoryDialog(getShell(), SWT.OPEN);
    dialog.setText(title);
    start(location).ifPresent(dialog::setFilterPath);
    return dialog.open();
  }

  private static Optional<String> start(Text location) {
    Optional<String> last = location.getText().lines().reduce((_, next) -> next);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path parent = Locations.resolve(last.get()).getParent();
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
}
