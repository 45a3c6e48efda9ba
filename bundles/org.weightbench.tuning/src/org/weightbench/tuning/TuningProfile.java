package org.weightbench.tuning;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.Quantities;

/**
 * Settings that load fast, with the evidence for them.
 *
 * @param name name; letters, digits, {@code . _ -}
 * @param savedAt when it was saved, ISO 8601 in UTC
 * @param settings canonical texts by axis name
 * @param system settings of the system, canonical texts
 * @param support what it rests on
 * @param machine the machine that it was measured on
 */
public record TuningProfile(
    String name,
    String savedAt,
    Map<String, String> settings,
    Map<SystemSetting, String> system,
    Support support,
    Fingerprint machine) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException when the name is none
   */
  public TuningProfile {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "found '" + name + "' as name of a profile, expected letters, digits, '.', '_' or '-'");
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    Map<SystemSetting, String> ordered = new EnumMap<>(SystemSetting.class);
    ordered.putAll(system);
    system = Collections.unmodifiableMap(ordered);
  }

  /** Tells whether a text can be the name of a profile, and so of its file. */
  public static boolean isName(String text) {
    return text.matches(NAME);
  }

  /**
   * Makes a profile of a cell that was measured.
   *
   * @param system settings of the system that belong to it
   * @throws IOException when the cell has no sample that counts, or the result no machine
   */
  public static TuningProfile of(
      String name,
      String savedAt,
      Result result,
      CellSummary best,
      Map<SystemSetting, String> system)
      throws IOException {
    Estimate wall =
        best.wallNanos()
            .orElseThrow(
                () ->
                    new IOException(
                        result.folder().path()
                            + ": "
                            + best.cell()
                            + " has no verified sample, which a profile needs"))
            .scaled(1 / NANOS_PER_SECOND);
    Fingerprint machine =
        result
            .machine()
            .map(Fingerprint::of)
            .orElseThrow(
                () ->
                    new IOException(
                        result.folder().path() + ": the machine was not recorded; run it again"));
    ModelRecord model =
        result
            .model()
            .orElseThrow(
                () ->
                    new IOException(
                        result.folder().path() + ": the model was not recorded; run it again"));
    return new TuningProfile(
        name,
        savedAt,
        best.cell().settings(),
        withReadAhead(best.cell(), system),
        new Support(
            result.folder().path().toString(),
            model.name(),
            model.path(),
            model.contentHash(),
            wall.median(),
            wall.low(),
            wall.high(),
            wall.count(),
            (int) result.sampled().count()),
        machine);
  }

  /** The read-ahead that a load was measured with is a setting of the system. */
  private static Map<SystemSetting, String> withReadAhead(
      Cell cell, Map<SystemSetting, String> system) {
    Map<SystemSetting, String> all = new EnumMap<>(SystemSetting.class);
    if (Axes.READ_AHEAD.idle().apply(cell).isEmpty()) {
      cell.value(Axes.READ_AHEAD)
          .ifPresent(bytes -> all.put(SystemSetting.READ_AHEAD, Quantities.exactBytes(bytes)));
    }
    all.putAll(system);
    return all;
  }

  /** Returns the settings as a cell. */
  public Cell cell() {
    return new Cell(settings);
  }

  /** Returns the value on an axis, as text. */
  public String setting(Axis<?> axis) {
    return cell().text(axis);
  }
}
