package org.weightbench.tuning.internal;

import java.util.Map;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;

/** A shell script that sets the system and can undo that. */
public final class ShellExport implements Export {
  private static final String FRAME =
      """
      set -eu
      MODEL=${2:-%s}
      STATE=${STATE:-/var/tmp/weightbench-%s.undo}

      # the read-ahead of what holds the model; a partition has none of its own, its disk has
      read_ahead() {
        device=$(mountpoint -d "$(stat -c %%m "$MODEL")")
        for file in "/sys/class/bdi/$device/read_ahead_kb" \\
          "/sys/dev/block/$device/../queue/read_ahead_kb"; do
          if [ -e "$file" ]; then echo "$file"; return; fi
        done
        echo "the file system of $MODEL ($device) has no read-ahead of its own" >&2
        return 1
      }

      set_value() {
        old=$(sed 's/.*\\[\\(.*\\)\\].*/\\1/' "$1") || fail
        if [ "$old" = "$2" ]; then return; fi
        printf '%%s %%s\\n' "$1" "$old" >> "$STATE"
        printf '%%s\\n' "$2" > "$1" || fail
      }

      undo() {
        while read -r file old; do printf '%%s\\n' "$old" > "$file" || true; done < "$STATE"
        rm "$STATE"
      }

      fail() {
        if [ -e "$STATE" ]; then undo; fi
        exit 1
      }

      case ${1:-} in
      apply)
        if [ -e "$STATE" ]; then echo "applied already: $STATE" >&2; exit 1; fi
      %s  ;;
      undo)
        if [ -e "$STATE" ]; then undo; else echo 'nothing to undo' >&2; fi
        ;;
      *)
        echo "usage: $0 apply [MODEL] | undo" >&2
        exit 2
        ;;
      esac\
      """;

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
    StringBuilder settings = new StringBuilder();
    for (Map.Entry<SystemSetting, String> setting : profile.system().entrySet()) {
      settings.append(line(setting.getKey(), setting.getKey().kernelValue(setting.getValue())));
    }
    return new Script()
        .line("#!/bin/sh")
        .head(profile, title())
        .comment("usage: SCRIPT apply [MODEL] | undo")
        .line(
            FRAME.formatted(Script.quoted(profile.support().modelPath()), profile.name(), settings))
        .toString();
  }

  private static String line(SystemSetting setting, String value) {
    return switch (setting) {
      case READ_AHEAD -> "  file=$(read_ahead) || fail\n  set_value \"$file\" " + value + "\n";
      case HUGE_PAGES -> "  set_value /sys/kernel/mm/transparent_hugepage/enabled " + value + "\n";
      case SWAPPINESS -> "  set_value /proc/sys/vm/swappiness " + value + "\n";
    };
  }
}
