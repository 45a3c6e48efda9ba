package org.weightbench.tuning.internal;

import java.util.Map;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;

/** A shell script that sets the system and can undo that. */
public final class ShellExport implements Export {

  @Override
  public String id() {
    return "shell";
  }

  @Override
  public String title() {
    return "a POSIX shell on Linux 5.x or later, as root";
  }

  @Override
  public String write(TuningProfile profile) {
    Script script = new Script();
    script.line("#!/bin/sh").head(profile, title());
    script
        .comment("usage: SCRIPT apply [MODEL] | undo")
        .line("set -eu")
        .line("MODEL=${2:-" + Script.quoted(profile.support().modelPath()) + "}")
        .line("STATE=${STATE:-/var/tmp/weightbench-" + profile.name() + ".undo}")
        .line("set_value() {")
        .line("  old=$(sed 's/.*\\[\\(.*\\)\\].*/\\1/' \"$1\")")
        .line("  [ \"$old\" = \"$2\" ] && return")
        .line("  printf '%s %s\\n' \"$1\" \"$old\" >> \"$STATE\"")
        .line("  printf '%s\\n' \"$2\" > \"$1\"")
        .line("}")
        .line("case ${1:-} in")
        .line("apply)")
        .line("  if [ -e \"$STATE\" ]; then echo \"applied already: $STATE\" >&2; exit 1; fi");
    for (Map.Entry<SystemSetting, String> setting : profile.system().entrySet()) {
      script.line(
          "  set_value "
              + file(setting.getKey())
              + " "
              + setting.getKey().kernelValue(setting.getValue()));
    }
    return script
        .line("  ;;")
        .line("undo)")
        .line("  [ -e \"$STATE\" ] || { echo 'nothing to undo' >&2; exit 0; }")
        .line("  while read -r file old; do printf '%s\\n' \"$old\" > \"$file\"; done < \"$STATE\"")
        .line("  rm \"$STATE\"")
        .line("  ;;")
        .line("*)")
        .line("  echo \"usage: $0 apply [MODEL] | undo\" >&2")
        .line("  exit 2")
        .line("  ;;")
        .line("esac")
        .toString();
  }

  private static String file(SystemSetting setting) {
    return switch (setting) {
      case READ_AHEAD ->
          "\"/sys/class/bdi/$(mountpoint -d \"$(stat -c %m \"$MODEL\")\")/read_ahead_kb\"";
      case HUGE_PAGES -> "/sys/kernel/mm/transparent_hugepage/enabled";
      case SWAPPINESS -> "/proc/sys/vm/swappiness";
    };
  }
}
