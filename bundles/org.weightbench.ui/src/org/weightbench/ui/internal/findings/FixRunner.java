package org.weightbench.ui.internal.findings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.ide.IDE;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.launching.LaunchPreferences;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Subject;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.profiles.ProfileChanges;
import org.weightbench.ui.internal.profiles.ProfilesView;

/** Does what a fix says. All methods are for the user interface thread. */
final class FixRunner {
  private static final String PREFERENCES = "org.weightbench.ui.preferences";
  private static final String SEED = "1";

  private final Control owner;
  private final IWorkbenchPage page;
  private final Background<ILaunchConfigurationWorkingCopy> configuring;
  private final Background<Path> finding;
  private final Background<TuningProfile> preparing;
  private final ProfileChanges changes;

  /**
   * Creates it for a view.
   *
   * @param owner control whose disposal ends it
   * @param page where editors and views open
   */
  FixRunner(Control owner, IWorkbenchPage page) {
    this.owner = owner;
    this.page = page;
    configuring = new Background<>(Messages.fix_working, owner, this::open, this::failed);
    finding = new Background<>(Messages.fix_working, owner, this::openModel, this::failed);
    changes = new ProfileChanges(owner, this::showProfile);
    preparing = new Background<>(Messages.fix_working, owner, changes::saveAndApply, this::failed);
  }

  /** Does it, for a finding about a result. */
  void run(Fix fix, Finding about, ResultFolder folder) {
    switch (fix) {
      case Fix.SetSystem set -> preparing.request(0, () -> profile(set, about, folder));
      case Fix.Try other -> configuring.request(0, () -> configuration(other, about, folder));
      case Fix.OpenModel _ -> finding.request(0, () -> model(folder));
      case Fix.OpenView view -> showView(view.id());
      case Fix.OpenPreferences _ ->
          PreferencesUtil.createPreferenceDialogOn(owner.getShell(), PREFERENCES, null, null)
              .open();
    }
  }

  private static ModelRecord record(ResultFolder folder) throws IOException {
    return folder
        .model()
        .orElseThrow(() -> new IOException(Messages.format(Messages.fix_noModel, folder.name())));
  }

  private static Path model(ResultFolder folder) throws IOException {
    return Path.of(record(folder).path());
  }

  /**
   * Returns a configuration, which is not saved, that measures the cell's settings and others; it
   * reads files.
   */
  static ILaunchConfigurationWorkingCopy configuration(
      Fix.Try other, Finding about, ResultFolder folder) throws IOException, CoreException {
    ModelRecord model = record(folder);
    Map<String, String> sweep = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.all()) {
      String now = about.cell().text(axis);
      String tried = other.settings().getOrDefault(axis.name(), now);
      sweep.put(axis.name(), tried.equals(now) ? now : now + ", " + tried);
    }
    ILaunchManager launches = DebugPlugin.getDefault().getLaunchManager();
    ILaunchConfigurationWorkingCopy configuration =
        launches
            .getLaunchConfigurationType(LaunchSettings.TYPE)
            .newInstance(
                null,
                launches.generateLaunchConfigurationName(
                    Messages.format(Messages.fix_configuration, model.name(), about.rule())));
    LaunchSettings preferred = LaunchPreferences.preferred(new Subject.Models(model.path()));
    preferred.withSweep(sweep, preferred.repetitions(), SEED).write(configuration);
    return configuration;
  }

  private void open(ILaunchConfigurationWorkingCopy configuration) {
    try {
      DebugUITools.openLaunchConfigurationDialogOnGroup(
          owner.getShell(),
          new StructuredSelection(configuration.doSave()),
          IDebugUIConstants.ID_RUN_LAUNCH_GROUP);
    } catch (CoreException e) {
      failed(e);
    }
  }

  private void openModel(Path model) {
    try {
      IDE.openEditorOnFileStore(page, EFS.getLocalFileSystem().getStore(model.toUri()));
    } catch (CoreException e) {
      failed(e);
    }
  }

  /** Returns a profile that sets one thing on the system and keeps the cell's settings. */
  private static TuningProfile profile(Fix.SetSystem set, Finding about, ResultFolder folder)
      throws IOException {
    ModelRecord model = record(folder);
    Path file = Path.of(model.path());
    Cell cell = about.cell();
    return new TuningProfile(
        ProfileChanges.freeName(about.rule()),
        ProfileChanges.now(),
        cell.settings(),
        Map.of(set.setting(), set.value()),
        Support.none(model.name(), model.path()),
        Fingerprint.of(MachineInventory.read(List.of(file))));
  }

  private void showProfile(Optional<String> name) {
    if (showView(LoadExperimentsPerspective.PROFILES_VIEW) instanceof ProfilesView view) {
      view.show(name);
    }
  }

  private Object showView(String id) {
    try {
      return page.showView(id);
    } catch (CoreException e) {
      failed(e);
      return id;
    }
  }

  private void failed(Exception e) {
    ErrorDialog.openError(
        owner.getShell(), null, Messages.fix_failed, Status.error(e.getMessage(), e));
  }
}
