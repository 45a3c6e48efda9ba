package org.weightbench.tuning.internal;

import java.util.ArrayList;
import java.util.List;
import org.weightbench.hardware.Units;
import org.weightbench.tuning.TuningProfile;

/** Lines of an export, with comments that begin with a hash. */
final class Script {
  private final List<String> lines = new ArrayList<>();

  /** Starts an export with what it is and what it rests on. */
  Script head(TuningProfile profile, String title) {
    comment("Weightbench tuning profile " + profile.name() + ", for " + title);
    if (!profile.support().measured()) {
      return comment("not measured, for " + profile.support().modelName());
    }
    comment(
        "measured: "
            + profile.support().modelName()
            + " in "
            + Units.STANDARD.time(profile.support().medianSeconds() * 1e9)
            + " (95 % interval "
            + Units.STANDARD.time(profile.support().lowSeconds() * 1e9)
            + " … "
            + Units.STANDARD.time(profile.support().highSeconds() * 1e9)
            + ", "
            + profile.support().samples()
            + " samples)");
    return this;
  }

  /** Adds a comment; line ends in it become spaces. */
  Script comment(String text) {
    lines.add("# " + text.replaceAll("\\R", " "));
    return this;
  }

  /** Adds a line. */
  Script line(String text) {
    lines.add(text);
    return this;
  }

  /** Returns a text that a POSIX shell takes as one word. */
  static String quoted(String text) {
    return text.matches("[\\w./+,:@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
