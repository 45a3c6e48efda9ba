package org.weightbench.tuning.internal;

import java.util.Optional;
import org.weightbench.tuning.Export;
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
    return script
        .comment("replace KERNEL by the name of the disk: lsblk -no pkname DEVICE")
        .line(
            "ACTION==\"add|change\", SUBSYSTEM==\"block\", KERNEL==\"nvme0n1\","
                + " ATTR{queue/read_ahead_kb}=\""
                + SystemSetting.READ_AHEAD.kernelValue(readAhead.get())
                + "\"")
        .toString();
  }
}
