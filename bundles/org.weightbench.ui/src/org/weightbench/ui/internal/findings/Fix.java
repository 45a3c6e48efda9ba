package org.weightbench.ui.internal.findings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.launching.Phrases;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.profiles.SettingTitle;

/** Something that a click can do about a finding. */
sealed interface Fix {

  /** Returns what it does, for people. */
  String label();

  /** Asks, then sets something on the system, which can be undone. */
  record SetSystem(SystemSetting setting, String value) implements Fix {
    @Override
    public String label() {
      return Messages.format(Messages.fix_set, SettingTitle.of(setting), value);
    }
  }

  /**
   * Opens a launch configuration that measures other settings beside those of the cell.
   *
   * @param settings values by axis name
   */
  record Try(Map<String, String> settings) implements Fix {
    /** Copies the settings. */
    public Try {
      settings = Map.copyOf(settings);
    }

    @Override
    public String label() {
      return Messages.format(
          Messages.fix_try,
          Axes.all().stream()
              .filter(axis -> settings.containsKey(axis.name()))
              .map(axis -> Phrases.say(axis.title()) + " " + settings.get(axis.name()))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Opens the model's editor, which shows and changes what of it is in the page cache. */
  record OpenModel() implements Fix {
    @Override
    public String label() {
      return Messages.fix_openModel;
    }
  }

  /** Opens a view that shows more about the cause. */
  record OpenView(String id, String label) implements Fix {}

  /** Opens the preferences of this product. */
  record OpenPreferences() implements Fix {
    @Override
    public String label() {
      return Messages.fix_preferences;
    }
  }

  /** Returns what can be done about a finding, the surest first. */
  static List<Fix> of(Finding finding) {
    return all().getOrDefault(finding.rule(), List.of());
  }

  /** Returns all fixes by the rule whose findings they belong to. */
  static Map<String, List<Fix>> all() {
    Fix direct = trying(Axes.STRATEGY, "direct");
    Fix mapped = trying(Axes.DELIVER, "mapped");
    Fix hardware = new OpenView(LoadExperimentsPerspective.HARDWARE_VIEW, Messages.fix_hardware);
    Map<String, List<Fix>> fixes = new LinkedHashMap<>();
    fixes.put(
        "page-faults",
        List.of(
            trying(Axes.STRATEGY, "mmap-prefetch"),
            direct,
            trying(Axes.READ_AHEAD, "8 MiB"),
            new SetSystem(SystemSetting.READ_AHEAD, "8 MiB")));
    fixes.put(
        "no-read-ahead",
        List.of(
            trying(Axes.ADVICE, "sequential"),
            trying(Axes.READ_AHEAD, "2 MiB"),
            new SetSystem(SystemSetting.READ_AHEAD, "2 MiB")));
    fixes.put("small-pages", List.of(new SetSystem(SystemSetting.HUGE_PAGES, "madvise")));
    fixes.put(
        "one-reader",
        List.of(
            trying(Axes.THREADS, "4"),
            trying(Axes.CHUNK, "16 MiB"),
            trying(Axes.QUEUE_DEPTH, "32")));
    fixes.put(
        "tiny-reads",
        List.of(
            new Try(Map.of(Axes.STRATEGY.name(), "direct", Axes.CHUNK.name(), "16 MiB")),
            trying(Axes.ORDER, "file"),
            new SetSystem(SystemSetting.READ_AHEAD, "8 MiB")));
    fixes.put(
        "shared-threads", List.of(trying(Axes.DEQUANTIZE_THREADS, "2"), trying(Axes.THREADS, "4")));
    fixes.put("dequantize-bound", List.of(trying(Axes.DEQUANTIZE_THREADS, "4")));
    fixes.put("memory-bound", List.of(trying(Axes.DELIVER, "bf16")));
    fixes.put("memory-twice", List.of(direct));
    fixes.put("network-mapping", List.of(trying(Axes.STRATEGY, "read")));
    fixes.put("nfs-round-trips", List.of(trying(Axes.THREADS, "8")));
    fixes.put("swapping", List.of(mapped, new SetSystem(SystemSetting.SWAPPINESS, "1")));
    fixes.put("killed-while-loading", List.of(mapped, new OpenPreferences()));
    fixes.put("from-page-cache", List.of(new OpenModel()));
    fixes.put(
        "falling-rate",
        List.of(new OpenView(LoadExperimentsPerspective.TIMELINE_VIEW, Messages.fix_timeline)));
    fixes.put("slow-storage", List.of(hardware));
    fixes.put("provisioned-volume", List.of(hardware));
    return fixes;
  }

  private static Fix trying(Axis<?> axis, String value) {
    return new Try(Map.of(axis.name(), value));
  }
}
