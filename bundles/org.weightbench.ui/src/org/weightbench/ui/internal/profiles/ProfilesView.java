package org.weightbench.ui.internal.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
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
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.Moments;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** The saved tuning profiles: what each sets and rests on, compared, exported, applied, undone. */
public final class ProfilesView extends ViewPart {
  private static final int[] WEIGHTS = {50, 50};

  private final ProfileStore store = ProfileStore.ofUser();
  private Composite body;
  private Label heading;
  private DataTable<Entry> table;
  private Text detail;
  private DataTable<ProfileFacts.Fact> facts;
  private Action apply;
  private Action undo;
  private Action delete;
  private MenuManager exports;
  private Background<Listed> reading;
  private Background<Boolean> working;
  private ProfileChanges changes;
  private KeptProfiles kept;
  private Optional<String> wanted = Optional.empty();

  /**
   * A profile.
   *
   * @param profile the profile
   * @param applied whether its system settings are in force
   * @param differences in what its machine differs from this one
   * @param here what this machine is and is set to
   */
  private record Entry(
      TuningProfile profile,
      boolean applied,
      List<Fingerprint.Difference> differences,
      ProfileFacts.Here here) {}

  /**
   * What the folder of profiles holds.
   *
   * @param entries profiles
   * @param problems why others cannot be read
   */
  private record Listed(List<Entry> entries, List<String> problems) {}

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
                    Messages.profiles_state,
                    entry -> entry.applied ? Messages.profiles_applied : ""),
                DataColumn.words(
                    Messages.profiles_model, entry -> entry.profile.support().modelName()),
                DataColumn.numbers(
                    Messages.profiles_expected,
                    entry ->
                        ProfileFacts.expected(entry.profile).orElse(Messages.profiles_notMeasured),
                    entry -> entry.profile.support().medianSeconds()),
                DataColumn.words(
                    Messages.profiles_machine,
                    entry ->
                        entry.differences.isEmpty()
                            ? Messages.profiles_sameMachine
                            : Messages.format(
                                Messages.profiles_otherMachine, entry.differences.size())),
                DataColumn.<Entry>words(
                        Messages.profiles_saved, entry -> Moments.text(entry.profile.savedAt()))
                    .orderedBy(Comparator.comparing(entry -> entry.profile.savedAt()))));
    Composite right = new Composite(sash, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(right);
    detail = new Text(right, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI);
    Accessibility.name(detail, Messages.profiles_accessibleDetail);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .indent(6, 2)
        .hint(200, SWT.DEFAULT)
        .applyTo(detail);
    facts = new DataTable<>(right, Messages.profiles_accessibleFacts, columns(List.of()));
    GridDataFactory.fillDefaults().grab(true, true).applyTo(facts.widget());
    sash.setWeights(WEIGHTS);
    table.onSelection(() -> UnitPreferences.write(this::selected));
    UnitPreferences.onChange(body, this::refresh);
    reading = new Background<>(Messages.profiles_reading, body, this::show, this::failed);
    working = new Background<>(Messages.profiles_working, body, _ -> refresh(), this::failed);
    changes = new ProfileChanges(body, this::show);
    kept = new KeptProfiles(body, name -> show(Optional.of(name)));
    createActions();
    refresh();
  }

  private void createActions() {
    Action refresh = Actions.of(Messages.gguf_refresh, Icon.REFRESH, this::refresh);
    Action imported = Actions.of(Messages.profiles_import, Icon.PROFILE, this::importProfile);
    apply = Actions.of(Messages.profiles_apply, Icon.COMPLETE, () -> single(changes::apply));
    undo =
        Actions.of(
            Messages.profiles_undo,
            Icon.INCOMPLETE,
            () -> single(profile -> changes.undo(profile.name())));
    delete = Actions.of(Messages.results_delete, Icon.UNREADABLE, () -> single(this::delete));
    exports = exports();
    IActionBars bars = getViewSite().getActionBars();
    bars.getToolBarManager().add(apply);
    bars.getToolBarManager().add(undo);
    bars.getToolBarManager().add(refresh);
    bars.getMenuManager().add(exports);
    bars.getMenuManager().add(imported);
    Actions.everywhere(bars, ActionFactory.REFRESH, refresh);
    Actions.everywhere(bars, ActionFactory.DELETE, delete);
    Actions.contextMenu(
        table.widget(),
        menu -> {
          if (table.selection().size() == 1) {
            menu.add(undo.isEnabled() ? undo : apply);
            menu.add(exports());
            menu.add(delete);
            menu.add(new Separator());
          }
          menu.add(imported);
          menu.add(refresh);
        });
  }

  private MenuManager exports() {
    MenuManager menu = new MenuManager(Messages.profiles_export);
    for (Export export : Export.all()) {
      menu.add(
          Actions.of(
              export.title().replace("&", "&&"),
              Icon.COPY,
              () -> single(profile -> export(profile, export))));
    }
    return menu;
  }

  private void single(Consumer<TuningProfile> action) {
    if (table.selection().size() == 1) {
      action.accept(table.selection().getFirst().profile);
    }
  }

  /** Reads the profiles again, which the command may have changed, too. */
  public void refresh() {
    reading.request(0, this::read);
  }

  /** Reads the profiles again and selects one of them. */
  public void show(Optional<String> name) {
    wanted = name;
    refresh();
  }

  /** Returns the table. */
  public Table tableWidget() {
    return table.widget();
  }

  /** Returns the table of what the selected profiles say. */
  public Table factsWidget() {
    return facts.widget();
  }

  /** Returns what is said above the profiles. */
  public String headingText() {
    return heading.getText();
  }

  /** Returns what is said of the selected profiles. */
  public String detailText() {
    return detail.getText();
  }

  private Listed read() throws IOException {
    ProfileStore.Listing listing = store.list();
    List<Entry> entries = new ArrayList<>();
    for (TuningProfile profile : listing.profiles()) {
      ProfileFacts.Here here = here(Path.of(profile.support().modelPath()));
      entries.add(
          new Entry(
              profile,
              Application.applied(profile.name(), Application.standardFolder()),
              profile.machine().differences(here.machine()),
              here));
    }
    return new Listed(entries, listing.problems());
  }

  private static ProfileFacts.Here here(Path model) throws IOException {
    boolean there = Files.exists(model);
    Map<SystemSetting, String> system = new EnumMap<>(SystemSetting.class);
    for (SystemSetting setting : SystemSetting.values()) {
      Optional<String> now = there ? setting.now(model) : Optional.empty();
      now.ifPresent(value -> system.put(setting, value));
    }
    return new ProfileFacts.Here(
        Fingerprint.of(MachineInventory.read(there ? List.of(model) : List.of())), system);
  }

  private void show(Listed listed) {
    List<Entry> entries = listed.entries;
    table.show(entries);
    wanted.ifPresent(name -> table.select(entry -> entry.profile.name().equals(name)));
    wanted = Optional.empty();
    if (!entries.isEmpty() && table.selection().isEmpty()) {
      table.widget().setSelection(0);
    }
    String said =
        entries.isEmpty()
            ? Messages.profiles_empty
            : Messages.format(Messages.profiles_count, entries.size(), store.folder());
    heading.setText(
        Stream.concat(Stream.of(said), listed.problems.stream())
            .collect(Collectors.joining("\n"))
            .replace("&", "&&"));
    selected();
    body.layout();
  }

  private void selected() {
    List<Entry> selection = table.selection();
    boolean one = selection.size() == 1;
    boolean applied = one && selection.getFirst().applied;
    apply.setEnabled(one && !applied && !selection.getFirst().profile.system().isEmpty());
    undo.setEnabled(applied);
    delete.setEnabled(one);
    exports.setVisible(one);
    detail.setText(one ? text(selection.getFirst()) : several(selection.size()));
    List<TuningProfile> profiles = selection.stream().map(Entry::profile).toList();
    ProfileFacts shown =
        one
            ? ProfileFacts.of(profiles.getFirst(), selection.getFirst().here)
            : ProfileFacts.compared(profiles);
    facts.columns(columns(shown.titles()));
    facts.show(shown.rows());
    detail.getParent().layout();
  }

  private static List<DataColumn<ProfileFacts.Fact>> columns(List<String> titles) {
    List<DataColumn<ProfileFacts.Fact>> columns = new ArrayList<>();
    columns.add(
        new DataColumn<>(
            Messages.hardware_section,
            false,
            false,
            ProfileFacts.Fact::group,
            Comparator.comparing(ProfileFacts.Fact::group),
            ProfileFacts.Fact::sign));
    columns.add(DataColumn.words(Messages.hardware_fact, ProfileFacts.Fact::title));
    for (int i = 0; i < titles.size(); i++) {
      int at = i;
      columns.add(DataColumn.words(titles.get(i), fact -> fact.values().get(at)));
    }
    return columns;
  }

  private static String several(int count) {
    return count == 0 ? "" : Messages.format(Messages.profiles_compared, count);
  }

  private static String text(Entry entry) {
    TuningProfile profile = entry.profile;
    Support support = profile.support();
    return support.measured()
        ? Messages.format(
            Messages.profiles_text,
            profile.name(),
            ProfileFacts.seconds(support.medianSeconds()),
            ProfileFacts.seconds(support.lowSeconds()),
            ProfileFacts.seconds(support.highSeconds()),
            support.samples(),
            support.modelName())
        : Messages.format(Messages.profiles_textUnmeasured, profile.name(), support.modelName());
  }

  /** What an applied profile changed could not be undone from here without the profile. */
  private void delete(TuningProfile profile) {
    if (undo.isEnabled()) {
      MessageDialog.openInformation(
          body.getShell(),
          Messages.profiles_title,
          Messages.format(Messages.profiles_isApplied, profile.name()));
    } else if (MessageDialog.openQuestion(
        body.getShell(),
        Messages.profiles_title,
        Messages.format(Messages.profiles_askDelete, profile.name()))) {
      working.start(
          _ -> {
            KeptProfiles.refuseApplied(profile.name());
            Files.deleteIfExists(store.file(profile.name()));
            return true;
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

  /** Writes an export. */
  void export(TuningProfile profile, Export export, Path file) {
    working.start(
        _ -> {
          ResultFolder.writeWhole(file, export.write(profile));
          return true;
        });
  }

  private void importProfile() {
    FileDialog dialog = new FileDialog(body.getShell(), SWT.OPEN);
    dialog.setText(Messages.profiles_import);
    dialog.setFilterExtensions("*.tuning.yaml", "*");
    String chosen = dialog.open();
    if (chosen != null) {
      importFrom(Path.of(chosen));
    }
  }

  /** Copies a profile of another place among the user's; asks before one is replaced. */
  void importFrom(Path file) {
    kept.keep(() -> ProfileFile.read(file));
  }

  private void failed(Exception e) {
    KeptProfiles.tellFailed(body, e);
  }

  @Override
  public void setFocus() {
    table.widget().setFocus();
    refresh();
  }
}
