package org.weightbench.tuning.internal;

import java.util.Optional;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;

/** A udev rule that keeps the read-ahead over restarts. */
public final class UdevExport implements Export {

  @Override
  public String id() {
    return "udev";
  }

  @Override
  public String title() {
    return "udev of systemd 200 or later: /etc/udev/rules.d/60-weightbench.rules";
  }

  @Override
  public String write(TuningProfile profile) {
    Script script = new Script().head(profile, title());
    Optional<String> readAhead =
        Optional.ofNullable(profile.system().get(SystemSetting.READ_AHEAD));
    if (readAhead.isEmpty()) {
      return script.comment("this profile sets no readAhead, so that there is no rule").toString();
    }
    Optional<String> device =
        Optional.ofNullable(profile.machine().facts().get(Fingerprint.DEVICE));
    if (device.isEmpty()) {
      script.comment("replace NAME by the name of the disk, as 'lsblk' shows it");
    }
    return script
        .line(
            "ACTION==\"add|change\", SUBSYSTEM==\"block\", ENV{DEVTYPE}==\"disk\", "
                + device
                    .map(model -> "ATTRS{model}==\"" + pattern(model) + "*\"")
                    .orElse("KERNEL==\"NAME\"")
                + ", ATTR{queue/read_ahead_kb}=\""
                + SystemSetting.READ_AHEAD.kernelValue(readAhead.get())
                + "\"")
        .toString();
  }

  /** Characters that a pattern of udev would take for more than themselves stand for any one. */
  private static String pattern(String model) {
    return model.replaceAll("[^A-Za-z0-9 ._/()+-]", "?");
  }
}
