package org.weightbench.ui.internal.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.os.SystemChange;
import org.weightbench.os.SystemJournal;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** The saved tuning profiles: what each sets and rests on, compared, exported, applied, undone. */
public final class ProfilesView extends ViewPart {
  private static final int[] WEIGHTS = {50, 50};
  private static final double NANOS_PER_SECOND = 1e9;

  private final ProfileStore store = ProfileStore.ofUser();
  private Composite body;
  private Label heading;
  private DataTable<Entry> table;
  private Text detail;
  private Background<List<Entry>> reading;
  private Background<List<String>> working;
  private Background<Application> planning;

  /**
   * A profile.
   *
   * @param profile the profile
   * @param applied whether its system settings are in force
   * @param differences in what its machine differs from this one
   */
  private record Entry(
      TuningProfile profile, boolean applied, List<Fingerprint.Difference> differences) {}

  @Override
  public void createPartControl(Composite parent) {
    body = new Composite(parent, SWT.NONE);
    HelpContext.PROFILES.explain(body);
    GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(body);
    heading = new Label(body, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .indent(6, 4)
        .hint(200, SWT.DEFAULT)
        .applyTo(heading);
    SashForm sash = new SashForm(body, SWT.HORIZONTAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
    table =
        new DataTable<>(
            sash,
            Messages.profiles_accessible,
            List.of(
                DataColumn.<Entry>words(Messages.gguf_name, entry -> entry.profile.name())
                    .withIcon(entry -> entry.applied ? Icon.COMPLETE : Icon.PROFILE),
                DataColumn.words(
                    Messages.profiles_model, entry -> entry.profile.support().modelName()),
                DataColumn.numbers(
                    Messages.profiles_expected,
                    entry -> seconds(entry.profile.support().medianSeconds()),
                    entry -> entry.profile.support().medianSeconds()),
                DataColumn.words(
                    Messages.profiles_machine,
                    entry ->
                        entry.differences.isEmpty()
                            ? Messages.profiles_sameMachine
                            : Messages.format(
                                Messages.profiles_otherMachine, entry.differences.size())),
                DataColumn.words(Messages.profiles_saved, entry -> entry.profile.savedAt())));
    detail = new Text(sash, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI | SWT.V_SCROLL);
    sash.setWeights(WEIGHTS);
    table.onSelection(this::selected);
    reading = new Background<>(Messages.profiles_reading, body, this::show, this::failed);
    working =
        new Background<>(
            Messages.profiles_working,
            body,
            left -> {
              refresh();
              if (!left.isEmpty()) {
                MessageDialog.openInformation(
                    body.getShell(), Messages.profiles_title, String.join("\n", left));
              }
            },
            this::failed);
    planning = new Background<>(Messages.profiles_planning, body, this::askToApply, this::failed);
    createActions();
    refresh();
  }

  private void createActions() {
    Action refresh = Actions.of(Messages.gguf_refresh, Icon.REFRESH, this::refresh);
    Action imported = Actions.of(Messages.profiles_import, Icon.PROFILE, this::importProfile);
    getViewSite().getActionBars().getToolBarManager().add(refresh);
    getViewSite().getActionBars().getMenuManager().add(imported);
    Actions.contextMenu(
        table.widget(),
        menu -> {
          if (table.selection().size() == 1) {
            fill(menu, table.selection().getFirst());
            menu.add(new Separator());
          }
          menu.add(imported);
          menu.add(refresh);
        });
  }

  private void fill(IMenuManager menu, Entry entry) {
    TuningProfile profile = entry.profile;
    if (entry.applied) {
      menu.add(Actions.of(Messages.profiles_undo, Icon.INCOMPLETE, () -> undo(profile)));
    } else if (!profile.system().isEmpty()) {
      menu.add(Actions.of(Messages.profiles_apply, Icon.COMPLETE, () -> apply(profile)));
    }
    MenuManager exports = new MenuManager(Messages.profiles_export);
    for (Export export : Export.all()) {
      exports.add(Actions.of(export.title(), Icon.COPY, () -> export(profile, export)));
    }
    menu.add(exports);
    menu.add(Actions.of(Messages.results_delete, Icon.UNREADABLE, () -> delete(profile)));
  }

  /** Reads the profiles again. */
  public void refresh() {
    reading.request(0, this::read);
  }

  /** Returns the table. */
  public Table tableWidget() {
    return table.widget();
  }

  /** Returns what is said of the selected profiles. */
  public String detailText() {
    return detail.getText();
  }

  private List<Entry> read() throws IOException {
    Fingerprint here = Fingerprint.of(MachineInventory.read(List.of()));
    List<Entry> entries = new ArrayList<>();
    for (TuningProfile profile : store.list().profiles()) {
      Path model = Path.of(profile.support().modelPath());
      Fingerprint there =
          Files.exists(model) ? Fingerprint.of(MachineInventory.read(List.of(model))) : here;
      entries.add(
          new Entry(
              profile,
              Application.applied(profile.name(), Application.standardFolder()),
              profile.machine().differences(there)));
    }
    return entries;
  }

  private void show(List<Entry> entries) {
    table.show(entries);
    heading.setText(
        entries.isEmpty()
            ? Messages.profiles_empty
            : Messages.format(Messages.profiles_count, entries.size(), store.folder()));
    selected();
    body.layout();
  }

  private void selected() {
    List<Entry> selection = table.selection();
    detail.setText(
        selection.size() == 2
            ? compared(selection.get(0).profile, selection.get(1).profile)
            : selection.stream().map(ProfilesView::text).collect(Collectors.joining("\n\n")));
  }

  private static String text(Entry entry) {
    TuningProfile profile = entry.profile;
    String settings =
        Axes.all().stream()
            .filter(axis -> !profile.setting(axis).equals(axis.standardText()))
            .map(axis -> "\n  " + axis.title() + ": " + profile.setting(axis))
            .collect(Collectors.joining());
    String system =
        profile.system().entrySet().stream()
            .map(setting -> "\n  " + setting.getKey().key() + ": " + setting.getValue())
            .collect(Collectors.joining());
    String differences =
        entry.differences.stream()
            .map(d -> "\n  " + d.title() + ": " + d.saved() + " \u2192 " + d.here())
            .collect(Collectors.joining());
    return Messages.format(
        Messages.profiles_text,
        profile.name(),
        seconds(profile.support().medianSeconds()),
        seconds(profile.support().lowSeconds()),
        seconds(profile.support().highSeconds()),
        profile.support().samples(),
        profile.support().modelName(),
        settings.isEmpty() ? " \u2013" : settings,
        system.isEmpty() ? " \u2013" : system,
        differences.isEmpty() ? " \u2013" : differences);
  }

  private static String compared(TuningProfile first, TuningProfile second) {
    StringBuilder text =
        new StringBuilder(
            Messages.format(
                Messages.profiles_compared,
                first.name(),
                second.name(),
                seconds(first.support().medianSeconds()),
                seconds(second.support().medianSeconds())));
    for (Axis<?> axis : Axes.all()) {
      if (!first.setting(axis).equals(second.setting(axis))) {
        text.append("\n  ")
            .append(axis.title())
            .append(": ")
            .append(first.setting(axis))
            .append(" \u2192 ")
            .append(second.setting(axis));
      }
    }
    for (Map.Entry<String, String> fact : second.machine().facts().entrySet()) {
      String before = first.machine().facts().getOrDefault(fact.getKey(), "");
      if (!before.equals(fact.getValue())) {
        text.append("\n  ")
            .append(fact.getKey())
            .append(": ")
            .append(before)
            .append(" \u2192 ")
            .append(fact.getValue());
      }
    }
    return text.toString();
  }

  private void apply(TuningProfile profile) {
    planning.request(0, () -> Application.of(profile, Path.of(profile.support().modelPath())));
  }

  private void askToApply(Application application) {
    String changes =
        application.changes().stream().map(ProfilesView::text).collect(Collectors.joining("\n"));
    String missing = String.join("\n", application.missing());
    if (application.changes().isEmpty()) {
      MessageDialog.openInformation(
          body.getShell(),
          Messages.profiles_title,
          Messages.format(Messages.profiles_nothingToApply, missing));
    } else if (MessageDialog.openQuestion(
        body.getShell(),
        Messages.profiles_title,
        Messages.format(Messages.profiles_askApply, application.profile(), changes, missing))) {
      working.start(
          _ -> {
            application.apply(Application.standardFolder(), SystemJournal.standardFolder());
            return List.of();
          });
    }
  }

  private static String text(SystemChange.Value change) {
    return change.file() + ": " + change.before() + " \u2192 " + change.after();
  }

  private void undo(TuningProfile profile) {
    working.start(_ -> Application.undo(profile.name(), Application.standardFolder()));
  }

  private void delete(TuningProfile profile) {
    if (MessageDialog.openQuestion(
        body.getShell(),
        Messages.profiles_title,
        Messages.format(Messages.profiles_askDelete, profile.name()))) {
      working.start(
          _ -> {
            Files.deleteIfExists(store.file(profile.name()));
            return List.of();
          });
    }
  }

  private void export(TuningProfile profile, Export export) {
    FileDialog dialog = new FileDialog(body.getShell(), SWT.SAVE);
    dialog.setText(export.title());
    dialog.setFileName(profile.name() + "-" + export.id().toLowerCase(Locale.ROOT));
    dialog.setOverwrite(true);
    String chosen = dialog.open();
    if (chosen != null) {
      export(profile, export, Path.of(chosen));
    }
  }

  private void export(TuningProfile profile, Export export, Path file) {
    working.start(
        _ -> {
          ResultFolder.writeWhole(file, export.write(profile));
          return List.of();
        });
  }

  private void importProfile() {
    FileDialog dialog = new FileDialog(body.getShell(), SWT.OPEN);
    dialog.setText(Messages.profiles_import);
    dialog.setFilterExtensions("*.tuning.yaml", "*");
    String chosen = dialog.open();
    if (chosen != null) {
      working.start(
          _ -> {
            store.save(store.find(chosen));
            return List.of();
          });
    }
  }

  private void failed(Exception e) {
    refresh();
    ErrorDialog.openError(
        body.getShell(), null, Messages.profiles_failed, Status.error(e.getMessage(), e));
  }

  private static String seconds(double seconds) {
    return Quantities.duration(seconds * NANOS_PER_SECOND);
  }

  @Override
  public void setFocus() {
    table.widget().setFocus();
  }
}
