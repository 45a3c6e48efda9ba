package org.weightbench.tuning.internal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;

/** Reads a profile from its text. Keys of newer versions within a part are passed over. */
public final class ProfileReader {
  /** Key of the format's version. */
  public static final String VERSION_KEY = "weightbench-tuning";

  private final String source;

  private ProfileReader(String source) {
    this.source = source;
  }

  /**
   * Reads a profile.
   *
   * @param source name for messages
   * @throws IOException when the text is no profile
   */
  public static TuningProfile read(String source, String text) throws IOException {
    return new ProfileReader(source).read(text);
  }

  private TuningProfile read(String text) throws IOException {
    Object document;
    try {
      document = new Load(LoadSettings.builder().setLabel(source).build()).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(
                  mark -> " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse("");
      throw new IOException(
          source + ": found text that is no YAML" + place + ": " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new IOException(source + ": found text that is no YAML: " + e.getMessage(), e);
    }
    Map<?, ?> root = map("the document", document);
    if (!(root.get(VERSION_KEY) instanceof Integer version)
        || version < 1
        || version > ProfileFile.VERSION) {
      throw wrong(VERSION_KEY, root.get(VERSION_KEY), "the version " + ProfileFile.VERSION);
    }
    String name = word("name", root.get("name"));
    if (!TuningProfile.isName(name)) {
      throw wrong("name", name, "letters, digits, '.', '_' or '-'");
    }
    return new TuningProfile(
        name,
        word("saved", root.get("saved")),
        settings(map("settings", root.get("settings"))),
        root.containsKey("system") ? system(map("system", root.get("system"))) : Map.of(),
        support(map("support", root.get("support"))),
        new Fingerprint(words("machine", map("machine", root.get("machine")))));
  }

  private Map<String, String> settings(Map<?, ?> map) throws IOException {
    Map<String, String> settings = words("settings", map);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      Axis<?> axis = Axes.named(setting.getKey()).orElse(null);
      if (axis != null && axis.canonical(setting.getValue()).isEmpty()) {
        throw wrong("settings." + setting.getKey(), setting.getValue(), axis.expected());
      }
    }
    return settings;
  }

  private Map<SystemSetting, String> system(Map<?, ?> map) throws IOException {
    Map<SystemSetting, String> system = new EnumMap<>(SystemSetting.class);
    for (Map.Entry<String, String> entry : words("system", map).entrySet()) {
      SystemSetting setting = SystemSetting.named(entry.getKey()).orElse(null);
      if (setting == null) {
        throw wrong("system", entry.getKey(), "one of " + SystemSetting.keys());
      }
      String canonical = setting.canonical(entry.getValue()).orElse(null);
      if (canonical == null) {
        throw wrong("system." + setting.key(), entry.getValue(), setting.expected());
      }
      system.put(setting, canonical);
    }
    return system;
  }

  private Support support(Map<?, ?> map) throws IOException {
    String model = word("support.model", map.get("model"));
    String path = word("support.path", map.get("path"));
    if (!map.containsKey("samples")) {
      return Support.none(model, path);
    }
    return new Support(
        word("support.result", map.get("result")),
        model,
        path,
        word("support.contentHash", map.get("contentHash")),
        number("support.medianSeconds", map.get("medianSeconds")),
        number("support.lowSeconds", map.get("lowSeconds")),
        number("support.highSeconds", map.get("highSeconds")),
        (int) number("support.samples", map.get("samples")),
        (int) number("support.cells", map.get("cells")));
  }

  private Map<String, String> words(String key, Map<?, ?> map) throws IOException {
    Map<String, String> words = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      words.put(String.valueOf(entry.getKey()), word(key + "." + entry.getKey(), entry.getValue()));
    }
    return words;
  }

  private Map<?, ?> map(String key, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(key, value, "keys with values");
  }

  private String word(String key, @Nullable Object value) throws IOException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw wrong(key, value, "a word");
  }

  private double number(String key, @Nullable Object value) throws IOException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, value, "a number");
  }

  private IOException wrong(String key, @Nullable Object found, String expected) {
    return new IOException(
        source
            + ": "
            + key
            + ": found "
            + (found == null ? "nothing" : "'" + found + "'")
            + ", expected "
            + expected);
  }
}
