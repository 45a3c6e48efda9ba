package org.weightbench.tuning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.tuning.internal.ProfileReader;

/**
 * Reads and writes profiles as {@code NAME.tuning.yaml}. The keys are {@code weightbench-tuning}
 * (the version), {@code name}, {@code saved}, {@code settings}, {@code system}, {@code support} and
 * {@code machine}; {@code tuning.schema.json}, beside this class, describes them.
 */
public final class ProfileFile {
  /** End of the name of a profile's file. */
  public static final String SUFFIX = ".tuning.yaml";

  /** Version of the format that this class writes and the newest that it reads. */
  public static final int VERSION = 1;

  /** Name of the JSON schema, a resource beside this class. */
  public static final String SCHEMA_RESOURCE = "tuning.schema.json";

  private static final int WIDTH = 100;

  private ProfileFile() {}

  /**
   * Reads a profile.
   *
   * @throws IOException when the file cannot be read or is no profile; the message names the key
   */
  public static TuningProfile read(Path file) throws IOException {
    try {
      return ProfileReader.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new IOException("profile " + file + " does not exist", e);
    }
  }

  /**
   * Reads a profile from its text.
   *
   * @param source name for messages
   * @throws IOException when the text is no profile; the message names the key
   */
  public static TuningProfile parse(String source, String text) throws IOException {
    return ProfileReader.read(source, text);
  }

  /**
   * Writes a profile, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Path file, TuningProfile profile) throws IOException {
    ResultFolder.writeWhole(file, text(profile));
  }

  /** Returns a profile as YAML. */
  public static String text(TuningProfile profile) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(ProfileReader.VERSION_KEY, VERSION);
    document.put("name", profile.name());
    document.put("saved", profile.savedAt());
    document.put("settings", profile.settings());
    if (!profile.system().isEmpty()) {
      Map<String, String> system = new LinkedHashMap<>();
      profile.system().forEach((setting, value) -> system.put(setting.key(), value));
      document.put("system", system);
    }
    Support support = profile.support();
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("model", support.modelName());
    evidence.put("path", support.modelPath());
    if (support.measured()) {
      evidence.put("result", support.result());
      evidence.put("contentHash", support.contentHash());
      evidence.put("medianSeconds", support.medianSeconds());
      evidence.put("lowSeconds", support.lowSeconds());
      evidence.put("highSeconds", support.highSeconds());
      evidence.put("samples", support.samples());
      evidence.put("cells", support.cells());
    }
    document.put("support", evidence);
    document.put("machine", profile.machine().facts());
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(WIDTH).build();
    return new Dump(settings).dumpToString(document);
  }
}
