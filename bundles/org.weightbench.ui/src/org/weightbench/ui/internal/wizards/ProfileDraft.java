package org.weightbench.ui.internal.wizards;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.profiles.ProfileChanges;

/** What a new profile is made of. */
sealed interface ProfileDraft {

  /**
   * Makes the profile. It reads files: call it in a job.
   *
   * @throws IOException when what it rests on cannot be read
   */
  TuningProfile profile(String name) throws IOException;

  /**
   * A cell that was measured.
   *
   * @param result its result
   * @param cell the cell
   * @param system settings of the system that belong to it
   */
  record Measured(Result result, CellSummary cell, Map<SystemSetting, String> system)
      implements ProfileDraft {
    @Override
    public TuningProfile profile(String name) throws IOException {
      return TuningProfile.of(name, ProfileChanges.now(), result, cell, system);
    }
  }

  /**
   * Settings that a person chose, for this machine.
   *
   * @param model the model's file
   * @param settings canonical texts by axis name
   * @param system settings of the system
   */
  record Chosen(Path model, Map<String, String> settings, Map<SystemSetting, String> system)
      implements ProfileDraft {
    @Override
    public TuningProfile profile(String name) throws IOException {
      return new TuningProfile(
          name,
          ProfileChanges.now(),
          settings,
          system,
          Support.none(String.valueOf(model.getFileName()), model.toString()),
          Fingerprint.of(MachineInventory.read(List.of(model))));
    }
  }
}
