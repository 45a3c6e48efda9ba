package org.weightbench.ui.internal.profiles;

import org.weightbench.tuning.SystemSetting;
import org.weightbench.ui.internal.Messages;

/** What people read where a profile has the key of a setting of the system. */
public final class SettingTitle {

  private SettingTitle() {}

  /** Returns the title of a setting. */
  public static String of(SystemSetting setting) {
    return switch (setting) {
      case READ_AHEAD -> Messages.setting_readAhead;
      case HUGE_PAGES -> Messages.setting_hugePages;
      case SWAPPINESS -> Messages.setting_swappiness;
    };
  }
}
