package org.weightbench.tuning.internal;

import java.util.Map;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.tuning.Export;
import org.weightbench.tuning.TuningProfile;

/** Settings as a cell of Weightbench's own loader, for Java programs. */
public final class JavaExport implements Export {

  @Override
  public String id() {
    return "java";
  }

  @Override
  public String title() {
    return "Weightbench's own loader (org.weightbench.load 0.1)";
  }

  @Override
  public String write(TuningProfile profile) {
    StringBuilder code = new StringBuilder();
    new Script()
        .head(profile, title())
        .toString()
        .lines()
        .forEach(line -> code.append("//").append(line.substring(1)).append('\n'));
    code.append("LoadSettings settings =\n    new Cell(\n            Map.ofEntries(\n");
    String separator = "";
    for (Map.Entry<String, String> setting : profile.settings().entrySet()) {
      boolean condition = Axes.named(setting.getKey()).map(Axis::condition).orElse(false);
      if (!condition || setting.getKey().equals(Axes.DELIVER.name())) {
        code.append(separator)
            .append("                Map.entry(")
            .append(literal(setting.getKey()))
            .append(", ")
            .append(literal(setting.getValue()))
            .append(')');
        separator = ",\n";
      }
    }
    return code.append("))\n        .loadSettings();\n")
        .append("try (LoadedModel model = Loader.load(")
        .append("Path.of(")
        .append(literal(profile.support().modelPath()))
        .append("), settings, Progress.NONE)) {\n  // tensors are ready here\n}\n")
        .toString();
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
