package org.weightbench.ui.internal.profiles;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;
import org.weightbench.launching.Phrases;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/**
 * What profiles say, side by side.
 *
 * @param titles a title for each value of a row
 * @param rows the facts
 */
record ProfileFacts(List<String> titles, List<Fact> rows) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Copies the lists. */
  ProfileFacts {
    titles = List.copyOf(titles);
    rows = List.copyOf(rows);
  }

  /**
   * One fact.
   *
   * @param group what it belongs to
   * @param title what it is
   * @param values what it is in each profile
   */
  record Fact(String group, String title, List<String> values) {
    /** Copies the values. */
    Fact {
      values = List.copyOf(values);
    }

    /** Returns a sign for whether the values are the same; none where there are not two. */
    Optional<Icon> sign() {
      List<String> known = values.stream().filter(value -> !value.isEmpty()).toList();
      return known.size() < 2
          ? Optional.empty()
          : Optional.of(known.stream().distinct().count() > 1 ? Icon.INCOMPLETE : Icon.SAME);
    }
  }

  /**
   * What this machine is and is set to, as far as it concerns a profile.
   *
   * @param machine facts of the machine
   * @param system settings of the system as they are
   */
  record Here(Fingerprint machine, Map<SystemSetting, String> system) {
    /** Copies the settings. */
    Here {
      system = Map.copyOf(system);
    }
  }

  /** Returns all that a profile says, beside this machine. */
  static ProfileFacts of(TuningProfile profile, Here here) {
    List<Fact> rows = new ArrayList<>(support(List.of(profile)));
    for (Axis<?> axis : Axes.all()) {
      if (!profile.setting(axis).equals(axis.standardText())) {
        rows.add(
            new Fact(
                Messages.profiles_settings,
                Phrases.say(axis.title()),
                List.of(profile.setting(axis), "")));
      }
    }
    profile
        .system()
        .forEach(
            (setting, value) ->
                rows.add(
                    new Fact(
                        Messages.profiles_system,
                        SettingTitle.of(setting),
                        List.of(value, here.system.getOrDefault(setting, "")))));
    for (String title : titles(List.of(profile.machine(), here.machine))) {
      rows.add(
          new Fact(
              Messages.profiles_machine,
              Phrases.say(title),
              List.of(
                  profile.machine().facts().getOrDefault(title, ""),
                  here.machine.facts().getOrDefault(title, ""))));
    }
    return new ProfileFacts(List.of(profile.name(), Messages.hardware_here), padded(rows));
  }

  /** Returns in what several profiles differ. */
  static ProfileFacts compared(List<TuningProfile> profiles) {
    List<Fact> rows = new ArrayList<>(support(profiles));
    for (Axis<?> axis : Axes.all()) {
      rows.add(
          fact(
              Messages.profiles_settings,
              Phrases.say(axis.title()),
              profiles,
              p -> p.setting(axis)));
    }
    for (SystemSetting setting : SystemSetting.values()) {
      rows.add(
          fact(
              Messages.profiles_system,
              SettingTitle.of(setting),
              profiles,
              p -> p.system().getOrDefault(setting, Messages.profiles_asItIs)));
    }
    for (String title : titles(profiles.stream().map(TuningProfile::machine).toList())) {
      rows.add(
          fact(
              Messages.profiles_machine,
              Phrases.say(title),
              profiles,
              p -> p.machine().facts().getOrDefault(title, "")));
    }
    return new ProfileFacts(
        profiles.stream().map(TuningProfile::name).toList(),
        rows.stream().filter(row -> row.values().stream().distinct().count() > 1).toList());
  }

  /** Returns the expected load time of a profile; empty when it was not measured. */
  static Optional<String> expected(TuningProfile profile) {
    Support support = profile.support();
    return support.measured() ? Optional.of(seconds(support.medianSeconds())) : Optional.empty();
  }

  /** Returns a time for people. */
  static String seconds(double seconds) {
    return Quantities.duration(seconds * NANOS_PER_SECOND);
  }

  private static List<Fact> support(List<TuningProfile> profiles) {
    return List.of(
        fact(
            Messages.profiles_evidence,
            Messages.profiles_expected,
            profiles,
            p -> expected(p).orElse(Messages.profiles_notMeasured)),
        fact(
            Messages.profiles_evidence,
            Messages.profiles_interval,
            profiles,
            p ->
                p.support().measured()
                    ? seconds(p.support().lowSeconds())
                        + " \u2026 "
                        + seconds(p.support().highSeconds())
                    : ""),
        fact(
            Messages.profiles_evidence,
            Messages.progress_samples,
            profiles,
            p -> String.valueOf(p.support().samples())),
        fact(
            Messages.profiles_evidence,
            Messages.profiles_model,
            profiles,
            p -> p.support().modelName()));
  }

  private static Fact fact(
      String group,
      String title,
      List<TuningProfile> profiles,
      Function<TuningProfile, String> value) {
    return new Fact(group, title, profiles.stream().map(value).toList());
  }

  private static Set<String> titles(List<Fingerprint> machines) {
    Set<String> titles = new LinkedHashSet<>();
    machines.forEach(machine -> titles.addAll(machine.facts().keySet()));
    return titles;
  }

  /** Evidence has a value for the profile alone. */
  private static List<Fact> padded(List<Fact> rows) {
    return rows.stream()
        .map(
            row ->
                row.values().size() > 1
                    ? row
                    : new Fact(row.group(), row.title(), List.of(row.values().getFirst(), "")))
        .toList();
  }
}
