package org.weightbench.ui.internal.wizards;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.resources.IFile;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.HistoryEntry;
import org.weightbench.launching.Phrases;
import org.weightbench.launching.ResultHistory;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.profiles.SettingTitle;

/** Asks what a new profile is made of: a measured cell, or settings that a person chooses. */
final class ProfilePage extends WizardPage {
  private static final int SETTINGS_HEIGHT = 230;

  private final Optional<ResultFolder> selectedResult;
  private final Optional<Path> selectedModel;
  private final Map<Axis<?>, Combo> axes = new LinkedHashMap<>();
  private final Map<SystemSetting, Combo> system = new EnumMap<>(SystemSetting.class);
  private Button measured;
  private Button chosen;
  private Combo results;
  private Combo cells;
  private Text model;
  private Button browse;
  private Button keep;
  private Background<List<HistoryEntry>> listing;
  private Background<Result> reading;
  private List<HistoryEntry> entries = List.of();
  private Optional<Result> result = Optional.empty();
  private List<CellSummary> summaries = List.of();

  ProfilePage(IStructuredSelection selection) {
    super("settings");
    setTitle(Messages.wizard_profileTitle);
    setDescription(Messages.wizard_profileSource);
    Object first = selection.getFirstElement();
    selectedResult =
        first instanceof HistoryEntry entry ? Optional.of(entry.folder()) : Optional.empty();
    selectedModel =
        first instanceof IFile file
                && "gguf".equalsIgnoreCase(file.getFileExtension())
                && file.getLocation() != null
            ? Optional.of(file.getLocation().toPath())
            : Optional.empty();
  }

  @Override
  public void createControl(Composite parent) {
    Composite body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(body);
    measured = radio(body, Messages.wizard_profileMeasured, selectedModel.isEmpty());
    Composite fromResult = grid(body);
    results = combo(fromResult, Messages.wizard_profileResult, SWT.READ_ONLY);
    cells = combo(fromResult, Messages.wizard_profileCell, SWT.READ_ONLY);
    chosen = radio(body, Messages.wizard_profileChosen, selectedModel.isPresent());
    createSettings(body);
    Group group = new Group(body, SWT.NONE);
    group.setText(Messages.wizard_profileSystem);
    GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
    for (SystemSetting setting : SystemSetting.values()) {
      Combo combo =
          combo(group, Messages.format(Messages.axis_label, SettingTitle.of(setting)), SWT.NONE);
      combo.setToolTipText(Phrases.say(setting.expected()));
      combo.setItems(choices(setting));
      system.put(setting, combo);
    }
    keep = new Button(body, SWT.CHECK);
    keep.setText(Messages.wizard_profileKeep);
    keep.setSelection(true);
    Accessibility.nameByLabels(body);
    setControl(body);
    listing = new Background<>(Messages.profiles_reading, body, this::showResults, this::failed);
    reading = new Background<>(Messages.profiles_reading, body, this::showCells, this::failed);
    results.addListener(SWT.Selection, _ -> readResult());
    listing.request(0, () -> ResultHistory.read(ResultHistory.roots(), Set.of()));
    listen(body);
    validate();
  }

  private void createSettings(Composite body) {
    ScrolledComposite scrolled = new ScrolledComposite(body, SWT.V_SCROLL | SWT.BORDER);
    scrolled.setExpandHorizontal(true);
    scrolled.setExpandVertical(true);
    scrolled.setShowFocusedControl(true);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .indent(16, 0)
        .hint(SWT.DEFAULT, SETTINGS_HEIGHT)
        .applyTo(scrolled);
    Composite grid = new Composite(scrolled, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).applyTo(grid);
    new Label(grid, SWT.NONE).setText(Messages.form_path);
    Composite file = new Composite(grid, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).applyTo(file);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(file);
    model = new Text(file, SWT.BORDER);
    model.setText(selectedModel.map(Path::toString).orElse(""));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(model);
    browse = new Button(file, SWT.PUSH);
    browse.setText(Messages.wizard_profileBrowse);
    browse.addListener(SWT.Selection, _ -> browse());
    for (Axis<?> axis : Axes.all()) {
      if (!axis.condition() || axis == Axes.DELIVER) {
        Combo combo =
            combo(
                grid,
                Messages.format(Messages.axis_label, Phrases.say(axis.title())),
                axis.closed() ? SWT.READ_ONLY : SWT.NONE);
        combo.setToolTipText(Phrases.say(axis.summary()));
        combo.setItems(axis.choices().toArray(String[]::new));
        combo.setText(axis.standardText().split(", ")[0]);
        axes.put(axis, combo);
      }
    }
    scrolled.setContent(grid);
    scrolled.setMinSize(grid.computeSize(SWT.DEFAULT, SWT.DEFAULT));
  }

  private static String[] choices(SystemSetting setting) {
    return switch (setting) {
      case READ_AHEAD -> new String[] {"", "128 KiB", "2 MiB", "8 MiB"};
      case HUGE_PAGES -> new String[] {"", "always", "madvise", "never"};
      case SWAPPINESS -> new String[] {"", "0", "1", "60"};
    };
  }

  private static Button radio(Composite parent, String label, boolean on) {
    Button button = new Button(parent, SWT.RADIO);
    button.setText(label);
    button.setSelection(on);
    return button;
  }

  private static Composite grid(Composite parent) {
    Composite grid = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).applyTo(grid);
    GridDataFactory.fillDefaults().grab(true, false).indent(16, 0).applyTo(grid);
    return grid;
  }

  private static Combo combo(Composite parent, String label, int style) {
    new Label(parent, SWT.NONE).setText(label);
    Combo combo = new Combo(parent, style);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
    return combo;
  }

  private void listen(Control control) {
    if (control instanceof Combo || control instanceof Text) {
      control.addListener(SWT.Modify, _ -> validate());
    } else if (control instanceof Button) {
      control.addListener(SWT.Selection, _ -> validate());
    } else if (control instanceof Composite composite) {
      for (Control child : composite.getChildren()) {
        listen(child);
      }
    }
  }

  private void browse() {
    FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
    dialog.setFilterExtensions("*.gguf", "*");
    String file = dialog.open();
    if (file != null) {
      model.setText(file);
    }
  }

  private void showResults(List<HistoryEntry> read) {
    entries = read.stream().filter(entry -> entry.done() > 0).toList();
    results.setItems(entries.stream().map(entry -> entry.folder().name()).toArray(String[]::new));
    int selected =
        selectedResult
            .map(folder -> entries.stream().map(HistoryEntry::folder).toList().indexOf(folder))
            .orElse(0);
    if (!entries.isEmpty()) {
      results.select(Math.max(0, selected));
      readResult();
    }
    validate();
  }

  private void readResult() {
    int index = results.getSelectionIndex();
    if (index >= 0) {
      ResultFolder folder = entries.get(index).folder();
      reading.request(0, () -> Result.read(folder));
    }
  }

  private void showCells(Result read) {
    result = Optional.of(read);
    summaries =
        read.sampled()
            .filter(cell -> cell.wallNanos().isPresent())
            .sorted(Comparator.comparingDouble(ProfilePage::medianNanos))
            .toList();
    cells.setItems(
        summaries.stream()
            .map(
                cell ->
                    Messages.format(
                        Messages.wizard_profileCellText,
                        Quantities.duration(medianNanos(cell)),
                        cell.cell().id()))
            .toArray(String[]::new));
    if (!summaries.isEmpty()) {
      cells.select(0);
    }
    validate();
  }

  private static double medianNanos(CellSummary cell) {
    return cell.wallNanos().orElseThrow().median();
  }

  private void failed(Exception e) {
    setErrorMessage(e.getMessage());
    setPageComplete(false);
  }

  private void validate() {
    boolean own = chosen.getSelection();
    results.setEnabled(!own);
    cells.setEnabled(!own);
    model.setEnabled(own);
    browse.setEnabled(own);
    axes.values().forEach(combo -> combo.setEnabled(own));
    Optional<String> problem = (own ? ownProblem() : resultProblem()).or(this::systemProblem);
    setErrorMessage(problem.orElse(null));
    setPageComplete(problem.isEmpty());
  }

  private Optional<String> resultProblem() {
    if (entries.isEmpty()) {
      return Optional.of(Messages.wizard_profileNoResult);
    }
    return cells.getSelectionIndex() < 0
        ? Optional.of(Messages.wizard_profileNoCell)
        : Optional.empty();
  }

  private Optional<String> ownProblem() {
    if (model.getText().isBlank()) {
      return Optional.of(Messages.model_noModel);
    }
    if (!Files.isRegularFile(Path.of(model.getText()))) {
      return Optional.of(Messages.format(Messages.model_notFound, model.getText()));
    }
    return axes.entrySet().stream()
        .filter(axis -> axis.getKey().canonical(axis.getValue().getText()).isEmpty())
        .findFirst()
        .map(
            axis ->
                wrong(
                    Phrases.say(axis.getKey().title()),
                    axis.getValue().getText(),
                    Phrases.say(axis.getKey().expected())));
  }

  private Optional<String> systemProblem() {
    return system.entrySet().stream()
        .filter(
            setting ->
                !setting.getValue().getText().isBlank()
                    && setting.getKey().canonical(setting.getValue().getText()).isEmpty())
        .findFirst()
        .map(
            setting ->
                wrong(
                    SettingTitle.of(setting.getKey()),
                    setting.getValue().getText(),
                    Phrases.say(setting.getKey().expected())));
  }

  private static String wrong(String what, String found, String expected) {
    return Messages.format(Messages.wizard_profileBadValue, what, found, expected);
  }

  /** Tells whether the profile is kept among the user's, too. */
  boolean keep() {
    return keep.getSelection();
  }

  /** Returns what was chosen; the page is complete. */
  ProfileDraft draft() {
    Map<SystemSetting, String> settings = new EnumMap<>(SystemSetting.class);
    system.forEach(
        (setting, combo) ->
            setting.canonical(combo.getText()).ifPresent(value -> settings.put(setting, value)));
    if (measured.getSelection()) {
      return new ProfileDraft.Measured(
          result.orElseThrow(), summaries.get(cells.getSelectionIndex()), settings);
    }
    Map<String, String> values = new LinkedHashMap<>();
    axes.forEach(
        (axis, combo) -> values.put(axis.name(), axis.canonical(combo.getText()).orElseThrow()));
    return new ProfileDraft.Chosen(
        Path.of(model.getText()).toAbsolutePath(), Map.copyOf(values), settings);
  }
}
